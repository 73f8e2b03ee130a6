create or replace function internal.media_failure_json(code_in text) returns json
language sql immutable
as $$
    select json_build_object('code', code_in, 'message', case code_in
        when 'unsupported_type' then 'This kind of file cannot be shown. Send a picture as JPEG, PNG, WebP, AVIF, HEIC or GIF, a video as MP4, MOV or WebM, a sound as MP3, M4A, OGG, WAV or FLAC.'
        when 'type_mismatch' then 'This file is not what its name says. Save it in the format you want, and upload that.'
        when 'unsuitable' then 'This kind of file cannot be used here. Choose another one, such as a JPEG or PNG.'
        when 'too_large' then 'This file has too many bytes for its kind. Save it smaller, and upload that.'
        when 'too_many_pixels' then 'This has too many pixels. Make it smaller, and upload that.'
        when 'too_long' then 'This runs for too long. Cut it shorter, and upload that.'
        when 'too_many_frames' then 'This moving picture has too many frames. Upload it as a video.'
        when 'too_costly' then 'This file takes too much work to read. Save it as a plain JPEG, MP4 or MP3, and upload that.'
        when 'broken' then 'This file is damaged or not complete. Open it on your device, save it anew, and upload that.'
        when 'no_video' then 'There is no picture in this video. Choose another one, or upload it as a sound.'
        when 'no_sound' then 'There is no sound in this file. Choose another one.'
        when 'changed' then 'This file changed on its way to us. Upload it again.'
        when 'lost' then 'This file got lost on our side. Upload it again.'
        when 'interrupted' then 'We could not finish this file. Try again.'
        else 'This file cannot be shown. Upload another one.' end)
     where code_in is not null
$$;
comment on function internal.media_failure_json(text) is 'Why a medium failed: {code, message}, a sentence its member can act on; null for none.';
