"""Styles go into elements; the second sheet, the words and the network stay as they were."""

import re

from digest.rendering.inlining import WIDTH, inlined

SHEET = "a:hover{color:red!important}@media (prefers-color-scheme:dark){.box{color:#eee!important}}"


def document(body: str, plain: str = "p { margin: 0; color: #111 } .box { padding: 4px }") -> str:
    return (
        "<!DOCTYPE html><html><head><title>T</title>"
        f'<style>{plain}</style><style data-premailer="ignore">{SHEET}</style></head>'
        f"<body>{body}</body></html>"
    )


def test_the_plain_sheet_goes_into_elements_without_spaces():
    assert '<p style="margin:0;color:#111">Words</p>' in inlined(document("<p>Words</p>"))


def test_the_second_sheet_comes_out_byte_for_byte_but_for_line_ends():
    assert f"<style>{SHEET}</style>" in inlined(document("<p>Words</p>")).replace("\n", "")


def test_a_class_stays_only_where_the_second_sheet_names_it():
    out = inlined(document('<div class="box">A</div><div class="other">B</div>'))
    assert 'class="box"' in out
    assert "other" not in out


def test_styles_and_tags_written_about_are_left_alone():
    words = 'Write style="color: red" or class="other", not &lt;b class="x"&gt;'
    assert words in inlined(document(f"<p>{words}</p>"))


def test_words_beside_inline_elements_keep_their_spaces():
    out = inlined(document("<div>\n  <p>\n    one <i>two</i> <b>three</b>\n  </p>\n</div>"))
    assert ">one <i>two</i> <b>three</b></p>" in out


def test_conditional_comments_for_outlook_survive():
    assert "<!--[if mso]><table><tr><td><![endif]-->" in inlined(
        document("<!--[if mso]><table><tr><td><![endif]--><p>x</p>")
    )


def test_lines_are_broken_between_words_and_never_inside_a_tag():
    text = "word “quoted” " * 200
    out = inlined(document(f'<p>{text}<a href="https://outlet.example/{"a" * 300}">x</a></p>'))
    lines = out.splitlines()
    assert all(len(line) <= WIDTH for line in lines if "href" not in line)
    assert all(line.count("<") == line.count(">") for line in lines)
    assert re.sub(r"\s+", " ", text).strip() in re.sub(r"\s+", " ", out)
