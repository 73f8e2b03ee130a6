"""HLS of our own MP4s: of each one file of segments, whose parts a playlist names, and a master playlist of all."""

import re

import ffmpeg

from posts.processing import ffmpeg as caged
from posts.processing.sounds import PLAIN

MASTER, TYPE = "master.m3u8", "application/vnd.apple.mpegurl"
SEGMENT_SECONDS = 6
SEGMENT = re.compile(r"#EXTINF:([\d.]+),\n#EXT-X-BYTERANGE:(\d+)@")
SOUND = "mp4a.40.2"


def write(variants, has_sound, folder, moved):
    """Writes playlists and segments of these MP4s into the folder. Returns their names, without the master's."""
    files, lines = [], ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for variant in variants:
        name, film = variant["name"], folder / variant["file"]
        source = ffmpeg.input("fd:", f="mov", fd=0, protocol_whitelist="fd")
        output = source.output(
            f"{name}.m3u8", c="copy", f="hls", hls_time=SEGMENT_SECONDS, hls_playlist_type="vod",
            hls_segment_type="fmp4", hls_flags="single_file+independent_segments",
            hls_segment_filename=f"{name}.m4s", **PLAIN,
        )  # fmt: skip
        caged.run(output, film, folder, moved)
        codecs = ",".join([_codec(film), SOUND] if has_sound else [_codec(film)])
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={_bandwidth(folder / f'{name}.m3u8')},"
            f'RESOLUTION={variant["width"]}x{variant["height"]},CODECS="{codecs}"'
        )
        lines.append(f"{name}.m3u8")
        files += [f"{name}.m3u8", f"{name}.m4s"]
    (folder / MASTER).write_text("\n".join(lines) + "\n")
    return files


def _codec(film):
    """Profile, compatibility and level of H.264, as they stand at the beginning of our MP4."""
    with film.open("rb") as file:
        found = re.search(rb"avcC\x01(...)", file.read(1024 * 1024), re.DOTALL)
    return f"avc1.{found[1].hex()}"


def _bandwidth(playlist):
    """Bits a second of the segment that has most of them."""
    segments = SEGMENT.findall(playlist.read_text())
    return max(int(int(size) * 8 / max(float(seconds), 0.04)) for seconds, size in segments)
