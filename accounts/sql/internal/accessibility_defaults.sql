create or replace function internal.accessibility_defaults() returns jsonb
language sql immutable parallel safe
as $$
    -- No language: the one that the browser or the phone asks for.
    select '{"theme": "system", "reduce_motion": false, "high_contrast": false, "font_scale": 1.0,
             "autoplay_media": true, "captions": false, "language": null}'::jsonb
$$;
comment on function internal.accessibility_defaults() is 'How pages look and behave until a member chooses otherwise.';
grant execute on function internal.accessibility_defaults() to topin_user, topin_worker;
