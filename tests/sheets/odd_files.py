"""Files that nobody should be able to hurt us with, and small honest ones, made by hand to the byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BEGIN = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'.encode()
END = b"</sheetData></worksheet>"
MB = 1 << 20


def xlsx(sheet: Iterable[bytes], strings: bytes = b"", sheets: int = 1, more: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """A workbook whose first sheet is exactly this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, sheets + 1)
        )
        if strings:
            links += f'<Relationship Id="rIdS" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
            book.writestr("xl/sharedStrings.xml", strings)
        root = f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", f"<Relationships>{root}</Relationships>")
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
        for name, content in more:
            book.writestr(name, content)
    return out.getvalue()


def ods(rows: str, name: str = "Лист") -> bytes:
    """An OpenDocument table whose rows are exactly this XML."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def cell(ref: str, value: object) -> bytes:
    return f'<c r="{ref}"><v>{value}</v></c>'.encode()


def far_cell() -> bytes:
    return xlsx([BEGIN, b'<row r="1">', cell("A1", 1), b'</row><row r="1048576">', cell("XFD1048576", 2), b"</row>", END])


@lru_cache(maxsize=2)
def spaces(megabytes: int = 600) -> bytes:
    begin = BEGIN + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    return xlsx([begin, *[b" " * MB] * megabytes, b"</t></is></c></row>", END])


def spaces_that_lie() -> bytes:
    """The same, but its directory says that the sheet is small."""
    data = bytearray(spaces())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        part = book.getinfo("xl/worksheets/sheet1.xml")
    for width in ("<I", "<Q"):
        data = data.replace(struct.pack(width, part.file_size), struct.pack(width, 1000))
    return bytes(data)


def laughs_in_strings() -> bytes:
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>&i;</t></si></sst>'
    return xlsx([BEGIN, b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', END], strings=(_laughs("sst") + strings).encode())


def laughs_in_the_sheet() -> bytes:
    sheet = BEGIN.split(b"?>", 1)[1] + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>' + END
    return xlsx([_laughs("worksheet").encode() + sheet])


def _laughs(root: str) -> str:
    names = "abcdefghi"
    lines = ['<!ENTITY a "ха-ха-ха ">']
    lines += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE {root} [{"".join(lines)}]>'


def million_rows() -> bytes:
    return xlsx([BEGIN, *[b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 10_000] * 100, END])


def million_lines() -> bytes:
    return b"a;b;c\n" * 1_000_000


def endless_cells() -> bytes:
    """Half a gigabyte of cells with nothing in them."""
    return xlsx([BEGIN, b'<row r="1">', cell("A1", 1), b"</row>", *[b"<row><c/><c/><c/></row>" * (MB // 24)] * 480, END])


def million_repeated() -> bytes:
    cells = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>')


def thousands_of_sheets() -> bytes:
    return xlsx([BEGIN, b'<row r="1">', cell("A1", 1), b"</row>", END], sheets=4_000)


def thousands_of_parts() -> bytes:
    one = [BEGIN, b'<row r="1">', cell("A1", 1), b"</row>", END]
    return xlsx(one, more=((f"xl/media/{number}", b"") for number in range(20_000)))


def archive_in_archive() -> bytes:
    inner = spaces(1)
    for _level in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("table.xlsx", inner)
        inner = out.getvalue()
    return inner


def archive_for_a_sheet() -> bytes:
    return xlsx([archive_in_archive()])


def long_text_many_times() -> bytes:
    """One text of 30,000 letters in each of 100,000 cells."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"Ә" * 30_000}</t></si></sst>'.encode()
    return xlsx([BEGIN, *[b'<row><c t="s"><v>0</v></c></row>' * 1000] * 100, END], strings=strings)


def long_text_often() -> bytes:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"Ә" * 30_000}</t></si></sst>'.encode()
    return xlsx([BEGIN, b'<row><c t="s"><v>0</v></c></row>' * 1000, END], strings=strings)


def ten_million_columns() -> bytes:
    return b"a" + b";" * 10_000_000 + b"b\n1;2\n"


def twenty_thousand_wide() -> bytes:
    return b"\n".join([b"a;" * 200 + b"b"] * 20_000)


def picture() -> bytes:
    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\0\0\0")) + part(b"IEND", b"")


def locked() -> bytes:
    """What Excel makes of a workbook with a password: an OLE file with this stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480


def old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "Workbook".encode("utf-16-le") + b"\0" * 480


def cut_short() -> bytes:
    whole = xlsx([BEGIN, *(f'<row r="{n}">'.encode() + cell(f"A{n}", n) + b"</row>" for n in range(1, 2000)), END])
    return whole[: len(whole) * 2 // 3]


def cut_inside() -> bytes:
    """The directory is whole; the XML of the sheet ends in the middle of a cell."""
    return xlsx([BEGIN, b'<row r="1">', cell("A1", 1), b'<c r="B1"><v>12'])


def empty() -> bytes:
    return b""


# On a busy machine the clock may come first: that is "slow".
BOMBS: dict[Callable[[], bytes], set[str]] = {
    far_cell: {"memory", "columns", "rows"},
    spaces: {"unpacked"},
    spaces_that_lie: {"broken", "memory", "slow"},
    laughs_in_strings: {"entities"},
    laughs_in_the_sheet: {"entities"},
    million_rows: {"rows", "slow"},
    million_lines: {"rows"},
    endless_cells: {"slow", "memory"},
    million_repeated: {"memory", "slow", "columns", "rows", "broken"},
    thousands_of_sheets: {"sheets"},
    thousands_of_parts: {"parts"},
    archive_in_archive: {"archive"},
    archive_for_a_sheet: {"broken"},
    long_text_many_times: {"memory", "text", "slow"},
    long_text_often: {"text"},
    ten_million_columns: {"columns", "slow"},
    twenty_thousand_wide: {"cells"},
    picture: {"picture"},
    locked: {"password"},
    old_excel: {"old_excel"},
    cut_short: {"broken"},
    cut_inside: {"broken"},
    empty: {"empty"},
}
