"""A WARC to JSONL by FastWARC and Resiliparse, as people write it today.

    python fastwarc_resiliparse.py PAGES.warc.gz OUT.jsonl [JOBS]

With more than one job a `multiprocessing.Pool` extracts, fed by this process.
Prints one JSON line: records, with_text, version.
"""

import importlib.metadata
import json
import multiprocessing
import sys

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding


def pages(path):
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            url = record.headers.get("WARC-Target-URI")
            yield record.record_id, url, record.http_charset, record.reader.read()


def extract(page):
    """The page's line of JSON, and whether it has text. In the workers: were it
    in the parent, that one would be what the pool waits for."""
    record_id, url, charset, body = page
    html = bytes_to_str(body, charset or detect_encoding(body))
    text = extract_plain_text(html, main_content=True)
    return json.dumps({"id": record_id, "url": url, "text": text}, ensure_ascii=False), bool(text.strip())


def write(found, path):
    records = with_text = 0
    with open(path, "w", encoding="utf-8", errors="replace") as out:
        for line, has_text in found:
            out.write(line + "\n")
            records += 1
            with_text += has_text
    return records, with_text


def main(source, target, jobs="1"):
    if int(jobs) == 1:
        counts = write(map(extract, pages(source)), target)
    else:
        with multiprocessing.Pool(int(jobs)) as pool:
            counts = write(pool.imap(extract, pages(source), chunksize=8), target)
            pool.close()
            pool.join()
    version = importlib.metadata.version("resiliparse")
    print(json.dumps({"records": counts[0], "with_text": counts[1], "version": version}))


if __name__ == "__main__":
    main(*sys.argv[1:])
