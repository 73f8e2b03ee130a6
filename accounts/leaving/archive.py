"""Writing an archive: a ZIP of one JSON file a section, the files that belong to them, and a README."""

import json
import logging
import re
import zipfile
from datetime import UTC, datetime

from django.conf import settings

from accounts.leaving.sections import sections
from topin import files

log = logging.getLogger(__name__)
STORES = {"private": files.private, "public": files.public}
CHUNK = 256 * 1024
UNFIT = re.compile(r"[^\w.@+-]+")
README = """This archive holds what TOPiN ({site}) knows about you, as of {day}.

Text files are JSON in UTF-8; times are UTC. Other members are named by id, and by handle where you may see them.

{lines}

Passwords, tokens and other secrets are not in it: of them we keep nothing but what is needed to check them.
"""


class Archive:
    """Writes into a binary file that can seek. `moved(per cent)` is called often; what it raises ends the work."""

    def __init__(self, target, moved):
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.moved = moved
        self.names = set()

    def write(self, user_id):
        found = sections()
        with self.zip:
            for place, section in enumerate(found):
                self.progress = 1 + 98 * place // len(found)
                self.moved(self.progress)
                self._write_section(section, user_id)
            self.zip.writestr("README.txt", _readme(found))

    def _write_section(self, section, user_id):
        wanted = []
        with self._entry(f"{section.name}.json") as out:
            out.write(b"[")
            before = b"\n"
            for rows in section.pages(user_id):
                for row in rows:
                    out.write(before + json.dumps(row["item"], ensure_ascii=False, indent=1).encode())
                    before = b",\n"
                    wanted += row.get("files", [])
                self.moved(self.progress)
            out.write(b"\n]\n")
        for file in wanted:  # a ZIP is written one entry after the other
            self._write_files(**file)

    def _write_files(self, store, path, name="", folder=""):
        if name:
            self._write_file(STORES[store], name, path)
        for inner in _names(STORES[store], folder):
            self._write_file(STORES[store], f"{folder}/{inner}", f"{path}/{inner}")

    def _write_file(self, store, name, path):
        path = self._free("/".join(UNFIT.sub("_", part).strip(".") or "_" for part in path.split("/")))
        try:
            source = store.open(name)
        except FileNotFoundError:
            log.warning("A file of an archive is not there any more: %s", name)
            return
        with source, self._entry(path) as out:
            while chunk := source.read(CHUNK):
                out.write(chunk)
                self.moved(self.progress)

    def _entry(self, path):
        """Of today: a name alone would be of 1980."""
        entry = zipfile.ZipInfo(path, datetime.now(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        return self.zip.open(entry, "w", force_zip64=True)

    def _free(self, path):
        while path in self.names:
            path = f"{path}_"
        self.names.add(path)
        return path


def _names(store, folder):
    if not folder:
        return []
    try:
        return sorted(store.listdir(folder)[1])
    except FileNotFoundError:
        return []


def _readme(found):
    lines = "\n".join(f"{section.name + '.json':<30} {section.about}" for section in found)
    return README.format(site=settings.SITE_URL, day=datetime.now(UTC).date(), lines=lines)
