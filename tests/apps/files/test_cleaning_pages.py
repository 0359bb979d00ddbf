"""PDF and OFD before they are published."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from gongkai.apps.files.cleaning import clean
from gongkai.apps.files.readers import read_bytes
from gongkai.domain.workflow import Blocked
from tests.apps.files.made import pdf
from tests.apps.files.samples import ofd, ofd_text, zipped


def told(result) -> dict[str, int]:
    return {line["what"]: line["count"] for line in result.report}


def changed(data: bytes, change) -> bytes:
    """The PDF after `change(file)`."""
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def unpacked(data: bytes) -> bytes:
    """The PDF with nothing packed: what somebody could dig out."""
    with pikepdf.open(io.BytesIO(data)) as file:
        out = io.BytesIO()
        file.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def note(kind: str, **more: object) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 20, 20]), T=String("zhang san"), **more
    )


def test_names_go_and_pages_stay():
    def with_xmp(file: pikepdf.Pdf) -> None:
        with file.open_metadata() as xmp:
            xmp["dc:creator"] = ["zhang san"]
        file.attachments["list.csv"] = b"secret list"
        file.pages[0].PieceInfo = Dictionary(Word=Dictionary(LastModified=String("zhang san")))
        file.pages[0].Annots = file.make_indirect(
            Array(
                [
                    note("Text", Contents=String("ask again")),
                    note("Link", A=Dictionary(S=Name.URI, URI=String("https://www.gov.cn/"))),
                    note(
                        "Stamp",
                        Contents=String("seal"),
                        AP=Dictionary(
                            N=file.make_stream(
                                b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
                            )
                        ),
                    ),
                ]
            )
        )

    result = clean(
        changed(pdf("County parking rules 2026", Author="zhang san", Creator="Word", Company="x"), with_xmp), "办法.pdf"
    )
    found = told(result)
    assert found["作者信息"] == 2
    assert found["内嵌附件"] == 1
    assert found["批注"] == 1
    assert found["批注的作者"] >= 1
    left = unpacked(result.data)
    for word in (b"zhang san", b"secret list", b"ask again"):
        assert word not in left, word
    with pikepdf.open(io.BytesIO(result.data)) as after:
        assert [str(each.Subtype) for each in after.pages[0].Annots] == ["/Link", "/Stamp"]
        assert "/Info" not in after.trailer
    assert read_bytes(result.data, "a.pdf")[0].text == "County parking rules 2026"
    assert result.text == "County parking rules 2026"


def test_what_a_later_saving_covered_is_not_left_in_the_file():
    data = pdf("secret first words")
    with pikepdf.open(io.BytesIO(data)) as file:
        number, size = file.pages[0].Contents.objgen[0], len(file.objects) + 1
        root = file.Root.objgen[0]
    words = b"BT /F1 12 Tf 72 700 Td (open second words) Tj ET"
    first = data.rindex(b"startxref")
    start = len(data)
    data += f"{number} 0 obj\n<< /Length {len(words)} >>\nstream\n".encode() + words + b"\nendstream\nendobj\n"
    table = len(data)
    data += f"xref\n{number} 1\n{start:010d} 00000 n \n".encode()
    before = data[first:].split()[1].decode()
    data += f"trailer << /Size {size} /Root {root} 0 R /Prev {before} >>\nstartxref\n{table}\n%%EOF\n".encode()
    result = clean(data, "改.pdf")
    assert result.text == "open second words"
    assert b"secret" not in unpacked(result.data)
    assert told(result)["旧版本"] == 1


REFUSED = [
    # a script that runs when the file opens
    (
        lambda file: file.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        "脚本",
    ),
    # a script behind a name
    (
        lambda file: file.Root.__setitem__(
            "/Names",
            Dictionary(
                JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String("1"))]))
            ),
        ),
        "脚本",
    ),
    # a script of a page
    (
        lambda file: file.pages[0].obj.__setitem__(
            "/AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS=file.make_stream(b"1")))
        ),
        "脚本",
    ),
    # starts a program
    (lambda file: file.Root.__setitem__("/OpenAction", Dictionary(S=Name.Launch, F=String("cmd.exe"))), "打开其他程序"),
    # opens a file within the file
    (
        lambda file: file.pages[0].obj.__setitem__("/AA", Dictionary(O=Dictionary(S=Name.GoToE, T=Dictionary()))),
        "打开其他程序",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_a_pdf_that_runs_something_is_refused(change, sentence):
    with pytest.raises(Blocked, match=sentence):
        clean(changed(pdf(), change), "一.pdf")


def signed(**info: str) -> bytes:
    def sign(file: pikepdf.Pdf) -> None:
        value = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=String("x" * 20)
        )
        file.Root.AcroForm = Dictionary(
            SigFlags=3, Fields=Array([file.make_indirect(Dictionary(FT=Name.Sig, V=file.make_indirect(value)))])
        )

    return changed(pdf("Sealed document of the county", **info), sign)


def test_a_sealed_pdf_is_kept_byte_for_byte_or_refused():
    data = signed(Producer="Some program")
    result = clean(data, "红头.pdf")
    assert result.data == data
    assert told(result) == {"电子签章（原样保留）": 1}
    with pytest.raises(Blocked, match="会使签章失效"):
        clean(signed(Author="zhang san"), "红头.pdf")


def test_a_locked_and_a_broken_pdf_are_refused():
    with pikepdf.open(io.BytesIO(pdf())) as file:
        out = io.BytesIO()
        file.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Blocked, match="密码"):
        clean(out.getvalue(), "一.pdf")
    with pytest.raises(Blocked, match="损坏"):
        clean(b"%PDF-1.7\n" + b"x" * 300, "一.pdf")


SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def sealed_ofd(more: dict[str, str], info: str, head: str = "") -> bytes:
    """An OFD with document information, side files, and a signature when `more` holds one."""
    with zipfile.ZipFile(io.BytesIO(ofd([ofd_text("县城停车管理办法", 30, 40)]))) as parts:
        every = {name: parts.read(name).decode() for name in parts.namelist()}
    every["OFD.xml"] = (
        every["OFD.xml"]
        .replace("<ofd:DocRoot>", f"<ofd:DocInfo><ofd:DocID>7</ofd:DocID>{info}</ofd:DocInfo><ofd:DocRoot>")
        .replace("</ofd:DocBody>", f"{head}</ofd:DocBody>")
    )
    every["Doc_0/Document.xml"] = every["Doc_0/Document.xml"].replace(
        "</ofd:Document>",
        "".join(
            f"<ofd:{name}>{name}.xml</ofd:{name}>"
            for name in ("Attachments", "Annotations")
            if f"Doc_0/{name}.xml" in more
        )
        + "</ofd:Document>",
    )
    return zipped(every | more)


def test_an_ofd_loses_names_attachments_and_remarks():
    side = {
        "Doc_0/Attachments.xml": f'<ofd:Attachments {SPACE}><ofd:Attachment Name="x"><ofd:FileLoc>Attachs/list.csv</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/list.csv": "secret list",
        "Doc_0/Annotations.xml": f"<ofd:Annotations {SPACE}><ofd:Page><ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annot.xml": f'<ofd:PageAnnot {SPACE}><ofd:Annot Type="Stamp" Creator="李四"><ofd:Remark>再核</ofd:Remark></ofd:Annot></ofd:PageAnnot>',
    }
    data = sealed_ofd(side, "<ofd:Author>张三</ofd:Author><ofd:Creator>某软件</ofd:Creator><ofd:Title>办法</ofd:Title>")
    result = clean(data, "办法.ofd")
    assert told(result) == {"作者信息": 1, "内嵌附件": 1, "批注的作者": 1, "批注": 1}
    with zipfile.ZipFile(io.BytesIO(result.data)) as parts:
        left = "".join(parts.read(name).decode() for name in parts.namelist())
    for word in ("张三", "李四", "再核", "secret list", "某软件"):
        assert word not in left, word
    assert "<ofd:Title>办法</ofd:Title>" in left
    assert result.text == "县城停车管理办法"


def test_a_sealed_ofd_is_kept_or_refused():
    seal = {
        "Signs/Signatures.xml": f'<ofd:Signatures {SPACE}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Signs/Sign_0/Signature.xml": f'<ofd:Signature {SPACE}><ofd:SignedInfo><ofd:References><ofd:Reference FileRef="/OFD.xml"/></ofd:References></ofd:SignedInfo></ofd:Signature>',
    }
    head = "<ofd:Signatures>Signs/Signatures.xml</ofd:Signatures>"
    kept = sealed_ofd(seal, "<ofd:Creator>某软件</ofd:Creator>", head)
    assert clean(kept, "红头.ofd").data == kept
    with pytest.raises(Blocked, match="会使签章失效"):
        clean(sealed_ofd(seal, "<ofd:Author>张三</ofd:Author>", head), "红头.ofd")
    open_head = {
        **seal,
        "Signs/Sign_0/Signature.xml": seal["Signs/Sign_0/Signature.xml"].replace("/OFD.xml", "/Doc_0/Document.xml"),
    }
    result = clean(sealed_ofd(open_head, "<ofd:Author>张三</ofd:Author>", head), "红头.ofd")
    assert told(result) == {"作者信息": 1, "电子签章（原样保留）": 1}, (
        "the seal does not cover the part that names the author"
    )
