"""Films and moving GIFs: H.264 and AAC as MP4 and as HLS, a poster, captions as WebVTT."""

import ffmpeg
from django.conf import settings

from posts.processing import Made, Refused, captions, images, playlists
from posts.processing import ffmpeg as caged
from posts.processing.sounds import AAC, PLAIN, file_variant, require_time, require_whole

#: Lines of a film that lies on its side, and its most bits a second; never more than it came with.
SIZES = ((720, 2_500_000), (480, 1_200_000))
WIDEST = 16 / 9
FRAMES_A_SECOND = 60
KEY_SECONDS = 2  # between pictures that stand for themselves: where players may jump to, and segments begin
H264 = {
    "c:v": "libx264", "preset": "veryfast", "crf": 23, "pix_fmt": "yuv420p", "profile:v": "high", "a53cc": 0,
    "fps_mode": "vfr", "force_key_frames": f"expr:gte(t,n_forced*{KEY_SECONDS})", "sc_threshold": 0,
    "flags:v": "+bitexact", "bsf:v": "filter_units=remove_types=6", "threads": caged.THREADS,
}  # fmt: skip
#: Upright, with square pixels, and not more pictures than a screen shows: whatever the file says of its clock.
STEADY = f"isnan(prev_selected_t)+gte(t-prev_selected_t,{1 / (FRAMES_A_SECOND + 2):.5f})"


def make(found, probe, source, folder, moved):
    """Made of a film. Raises Refused, CageBroke. `moved(share)` hears of the share that is done."""
    _require_picture(probe)
    require_time(probe, settings.MEDIA_VIDEO_SECONDS)
    poster, blurhash = _poster(found, probe, source, folder, moved)
    sizes = _sizes(poster["width"], poster["height"], SIZES)
    ran = _transcode(found, probe, source, folder, sizes, _later(moved, 0.05, 0.9))
    require_whole(probe, ran, settings.MEDIA_VIDEO_SECONDS)
    variants = [file_variant(folder, name, f"{name}.mp4", "video/mp4", *size) for name, size, _ in sizes]
    segments = playlists.write(variants, probe.audio is not None, folder, _later(moved, 0.95, 0.04))
    variants.append(file_variant(folder, "hls", playlists.MASTER, playlists.TYPE, *sizes[0][1]))
    variants.append(poster)
    if captions.write(found, probe, source, folder, lambda share: moved(0.99)):
        variants.append(file_variant(folder, "captions", captions.FILE, captions.TYPE))
    files = [v["file"] for v in variants] + segments
    return Made("video", variants, files, *sizes[0][1], round(ran.seconds, 3), blurhash)


def make_silent(found, source, folder, moved):
    """Made of a moving GIF: one MP4 without sound, that players repeat. Raises Refused, CageBroke."""
    probe = caged.probe("gif", source, folder, lambda: moved(0.0))
    _require_picture(probe)
    found = found._replace(reader="gif")
    poster, blurhash = _poster(found, probe, source, folder, moved)
    sizes = _sizes(poster["width"], poster["height"], SIZES[:1])
    ran = _transcode(found, probe._replace(audio=None), source, folder, sizes, _later(moved, 0.05, 0.95),
                     frames=settings.MEDIA_GIF_FRAMES + 1)  # fmt: skip
    if ran.frames > settings.MEDIA_GIF_FRAMES:
        raise Refused("too_many_frames")
    require_whole(probe, ran, settings.MEDIA_GIF_SECONDS)
    variants = [file_variant(folder, "mp4", "720p.mp4", "video/mp4", *sizes[0][1]), poster]
    return Made("gif", variants, [v["file"] for v in variants], *sizes[0][1], round(ran.seconds, 3), blurhash)


def _require_picture(probe):
    if probe.video is None:
        raise Refused("no_video")
    if probe.pixels > settings.MEDIA_VIDEO_PIXELS:
        raise Refused("too_many_pixels")


def _later(moved, before, share):
    return lambda done: moved(before + share * done)


def _upright(stream):
    """With square pixels; FFmpeg turns by itself what a phone filmed on its side."""
    return stream.filter("scale", "max(2,min(8192,trunc(iw*if(gt(sar,0),sar,1))))", "ih").filter("setsar", "1")


def _poster(found, probe, source, folder, moved):
    """({variant}, blurhash). A picture that is not quite the first: films begin in the dark."""
    at = min(1.0, (probe.duration or 0) / 3)
    for start in dict.fromkeys((at, 0.0)):
        stream = caged.source(found.reader, **({"ss": start} if start else {}))[str(probe.video)]
        output = ffmpeg.output(_upright(stream), "frame.png", f="image2", vframes=1, update=1, map_metadata=-1)
        caged.run(output, source, folder, lambda share: moved(0.0))
        frame = folder / "frame.png"
        if frame.exists():
            return images.poster(frame, folder, lambda: moved(0.02))
    raise Refused("broken")


def _sizes(width, height, wanted):
    """[(name, (width, height), bits a second)], the largest first: even numbers, nothing blown up, none twice."""
    found = []
    for lines, bits in wanted:
        longest, shortest = lines * WIDEST, lines
        share = min(1.0, longest / max(width, height), shortest / min(width, height))
        size = tuple(max(2, int(round(side * share, 6)) // 2 * 2) for side in (width, height))
        found.append((f"{lines}p", size, bits))
    return found[1:] if len(found) == 2 and found[0][1] == found[1][1] else found


def _transcode(found, probe, source, folder, sizes, moved, frames=None):
    whole = caged.source(found.reader)
    parts = _upright(whole[str(probe.video)]).filter("select", STEADY).filter_multi_output("split", len(sizes))
    outputs = []
    for place, (name, size, bits) in enumerate(sizes):
        streams = [parts.stream(place).filter("scale", *size).filter("setsar", "1")]
        streams += [whole[str(probe.audio)]] if probe.audio is not None else []
        limits = {"maxrate": bits, "bufsize": 2 * bits, "t": settings.MEDIA_VIDEO_SECONDS + 1}
        limits |= {"frames:v": frames} if frames else {}
        sound = AAC if probe.audio is not None else {}
        outputs.append(ffmpeg.output(*streams, f"{name}.mp4", f="mp4", **H264, **limits, **sound, **PLAIN))
    return caged.run(ffmpeg.merge_outputs(*outputs), source, folder, moved, probe.duration)
