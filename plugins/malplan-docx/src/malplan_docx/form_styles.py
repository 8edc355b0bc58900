"""How the shipped template looks: its styles, and the marks of its lists (ECMA-376, part 1, 17).

Sizes of type are in half points, lengths in twips (1/20 point; 567 are a centimetre).
"""

from __future__ import annotations

from docx.oxml.ns import nsdecls

ACCENT = "1D5C63"
"""The one colour, of headings and lines: 7.6 to 1 on white, 6.5 to 1 on the tint (WCAG 2.1)."""
TINT = "E9F1F1"
"""What header rows stand on."""
LINE = "B7C9CA"
QUIET = "4D5356"
"""What is said beside the text: guiding questions and facts; 8 to 1 on white."""

INDENT = 454
"""How far an item stands from its number."""
MARK = 227
"""How far an entry stands from its bullet."""


def _style(
    name: str, paragraph: str = "", text: str = "", *, based: str = "Normal", after: str = ""
) -> str:
    """A paragraph style; ``after`` is the style of the next paragraph that somebody writes."""
    following = f'<w:next w:val="{_id(after)}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{_id(based)}"/>{following}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _id(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split()).replace("-", "")


def _heading(level: int, size: int, before: int, after: int, keep: str = "<w:keepNext/>") -> str:
    return _style(
        f"heading {level}",
        f'{keep}<w:keepLines/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        after="Malplan Text",
    )


def _size(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _list(number: int, left: int, space: int) -> str:
    return (
        f'<w:keepLines/><w:numPr><w:numId w:val="{number}"/></w:numPr>'
        f'<w:spacing w:before="{space}" w:after="{space // 2}"/>'
        f'<w:ind w:left="{left}" w:hanging="{MARK}"/>'
    )


def _character(name: str, text: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{text}</w:rPr></w:style>'
    )


_QUIET = f'<w:color w:val="{QUIET}"/>'
_BOLD = "<w:b/><w:bCs/>"
_ACCENT = f'<w:color w:val="{ACCENT}"/>'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="{width}" w:space="0" w:color="{color}"/>'
    for edge, width, color in (
        ("top", 12, ACCENT),
        ("bottom", 4, LINE),
        ("insideV", 4, LINE),
    )
)

# A cell that begins with a paragraph kept with the next is moved to a new page as a whole, so the
# headings in the cells are not kept.
STYLES = f"""<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>
<w:sz w:val="19"/><w:szCs w:val="19"/><w:lang w:val="da-DK" w:eastAsia="en-US" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:spacing w:after="60" w:line="254" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="table" w:styleId="MalplanTable"><w:name w:val="Malplan Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>
<w:top w:w="85" w:type="dxa"/><w:left w:w="142" w:type="dxa"/>
<w:bottom w:w="113" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr></w:style>
{_heading(1, 40, 0, 20)}
{_heading(2, 24, 0, 20)}
{_heading(3, 20, 120, 40, keep="")}
{_style("Subtitle", '<w:spacing w:after="120"/>', _QUIET + _size(24))}
{_style("header", "", _BOLD + _ACCENT + _size(20))}
{_style("footer", '<w:tabs><w:tab w:val="right" w:pos="15136"/></w:tabs>', _QUIET + _size(16))}
{_style("Malplan Text")}
{
    _style(
        "Malplan Question",
        '<w:keepNext/><w:spacing w:after="40"/>',
        "<w:i/><w:iCs/>" + _QUIET + _size(18),
        after="Malplan Text",
    )
}
{_style("Malplan Note", "", "<w:i/><w:iCs/>")}
{
    _style(
        "Malplan Item",
        f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{INDENT}"/></w:tabs>'
        f'<w:spacing w:before="60" w:after="20"/><w:ind w:left="{INDENT}" w:hanging="{INDENT}"/>',
    )
}
{_style("Malplan Bullet", _list(1, MARK, 40))}
{_style("Malplan Sub-item", _list(2, INDENT + MARK, 0))}
{_style("Malplan Fact", '<w:spacing w:after="40"/>')}
{
    _style(
        "Malplan Item Fact",
        f'<w:spacing w:after="10"/><w:ind w:left="{INDENT}"/>',
        _QUIET + _size(17),
    )
}
{_style("Malplan Loop", '<w:spacing w:after="0"/>', '<w:color w:val="A6A6A6"/>' + _size(14))}
{_style("Malplan Space", '<w:spacing w:after="0" w:line="200" w:lineRule="exact"/>', _size(12))}
{_character("Malplan Number", _BOLD + _ACCENT)}
{_character("Malplan Label", _BOLD)}
</w:styles>"""


def _marked(number: int, mark: str, style: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{_id(style)}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>{_ACCENT}</w:rPr>'
        "</w:lvl></w:abstractNum>"
    )


NUMBERING = (
    f"<w:numbering {nsdecls('w')}>"
    f"{_marked(1, '•', 'Malplan Bullet')}{_marked(2, '–', 'Malplan Sub-item')}"
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    + "</w:numbering>"
)
