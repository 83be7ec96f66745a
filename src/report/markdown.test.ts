import { fc, test } from "@fast-check/vitest";
import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  codeBlock,
  codeSpan,
  displayMath,
  inlineMath,
  inlineProse,
  plainText,
  prose,
  protectTex,
  table,
} from "./markdown.ts";
import { cellsOf } from "./testing/read-markdown.ts";

/** What a formula looks like: KaTeX's boxes, without the copy of the source that they carry. */
function rendered(tex: string): string {
  return katex.renderToString(tex, { throwOnError: true, output: "html" });
}

describe("mathematics", () => {
  it.each([
    "\\{a\\,b\\;c\\!d\\:e\\}",
    "\\left\\{x\\right\\}+\\left|y\\right|+\\left\\|z\\right\\|",
    "\\left<a\\right>",
    "\\|A\\|_{\\mathrm{op}}<1>0",
    "\\begin{aligned}a&=b\\\\c&=d\\end{aligned}",
    "\\text{if }|x|<1\\text{ or a\\_b}",
    "\\int f(x)\\,dx",
    "\\sqrt[3]{x}\\ \\alpha",
  ])("looks the same when it is protected: %s", (tex) => {
    expect(rendered(protectTex(tex))).toBe(rendered(tex));
  });

  it("has no backslash before punctuation that Markdown would take away", () => {
    expect(protectTex("\\{a\\,b\\;c\\!d\\:e\\|f\\|\\\\g|h|<i>")).not.toMatch(/\\[^A-Za-z\s]|[|<>]/);
  });

  it("stands in a block of its own lines, whatever lines it came in", () => {
    expect(displayMath("\n a \n\n + b\n")).toBe("$$\na + b\n$$");
    expect(displayMath("a $$ b").match(/\$/g)).toHaveLength(4);
  });

  it("is a dash in a line when there is none", () => {
    expect(inlineMath("x|y")).toBe("$x\\vert y$");
    expect(inlineMath("  ")).toBe("–");
  });
});

describe("authored text", () => {
  it("keeps Markdown and mathematics", () => {
    const text = "**Bold** and `code|<b>` with $\\alpha_\\star^2$ at \\$5, and\n\n$$\nx = y\n$$";
    expect(prose(text)).toBe(text);
  });

  it("protects mathematics only", () => {
    expect(prose("norm $\\|x\\|$ and \\| outside")).toBe("norm $\\Vert x\\Vert$ and \\| outside");
  });

  it("disarms HTML", () => {
    expect(inlineProse("a <script>alert(1)</script>\n<!-- b")).toBe("a &lt;script>alert(1)&lt;/script> &lt;!-- b");
  });
});

describe("plain text", () => {
  it("shows every character that Markdown or HTML would take for its own", () => {
    const text = "a*b_c`d|e<f>g[h]i#j\\k~l$m&n{o}";
    const shown = plainText(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(shown).toBe(text);
    expect(plainText(text).replace(/&#\d+;/g, "")).toMatch(/^[a-o]*$/);
  });

  it("is fenced by more backticks than it holds", () => {
    expect(codeSpan("a``b")).toBe("```a``b```");
    expect(codeSpan("`a")).toBe("`` `a ``");
    expect(codeBlock("```\nx\n```", "sh").startsWith("````sh\n")).toBe(true);
  });
});

test.prop([
  fc.array(fc.tuple(fc.string(), fc.string({ unit: fc.constantFrom("|", "\\", "`", "$", "\n", "a") })), {
    maxLength: 5,
  }),
])("a table has two cells in every row, whatever is in them", (rows) => {
  const lines = table(
    [
      { header: "a|b", align: "left" },
      { header: "c", align: "right" },
    ],
    rows,
  ).split("\n");
  expect(lines).toHaveLength(rows.length + 2);
  for (const line of lines) expect(cellsOf(line)).toHaveLength(2);
});
