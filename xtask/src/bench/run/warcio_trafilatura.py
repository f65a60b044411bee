"""A WARC to JSONL by warcio and Trafilatura, as people write it today.

    python warcio_trafilatura.py PAGES.warc.gz OUT.jsonl

Prints one JSON line: records, with_text, version.
"""

import importlib.metadata
import json
import logging
import sys

import trafilatura
from warcio.archiveiterator import ArchiveIterator


def main(source, target):
    logging.disable(logging.CRITICAL)
    records = with_text = 0
    with open(source, "rb") as stream, open(target, "w", encoding="utf-8", errors="replace") as out:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response":
                continue
            record_id = record.rec_headers.get_header("WARC-Record-ID")
            url = record.rec_headers.get_header("WARC-Target-URI")
            text = trafilatura.extract(record.content_stream().read(), include_comments=False) or ""
            out.write(json.dumps({"id": record_id, "url": url, "text": text}, ensure_ascii=False) + "\n")
            records += 1
            with_text += bool(text.strip())
    version = importlib.metadata.version("trafilatura")
    print(json.dumps({"records": records, "with_text": with_text, "version": version}))


if __name__ == "__main__":
    main(*sys.argv[1:])
