import assert from "node:assert/strict";
import { test } from "node:test";
import { hidesContent, readDeclarations } from "../../src/source/declarations.js";

const hides = (css: string): boolean => hidesContent(readDeclarations(css));

test("what keeps content out of sight", () => {
  const styles = [
    "display:none",
    "color: red; DISPLAY: None !important",
    "visibility: hidden",
    "opacity: 0",
    "opacity: .0",
    "position:absolute; left:-9999px",
    "position: fixed; top: -999em",
    "position: absolute; margin-left: -100rem",
    "text-indent: -9999px",
    "height: 0; overflow: hidden",
    "max-width:0px;overflow:hidden;padding:0",
    "clip: rect(0, 0, 0, 0)",
    "clip: rect(1px 1px 1px 1px)",
    "clip-path: inset(50%)",
    "display: block; display: none",
  ];
  for (const css of styles) assert.equal(hides(css), true, css);
});

test("what only looks so", () => {
  const styles = [
    "position: relative; height: 0; padding-bottom: 56.25%",
    "position: relative; height: 0; overflow: hidden; padding: 0 0 56.25%",
    "height: 0",
    "clip-path: url(#mask)",
    "clip-path: circle(40%)",
    "clip: rect(0, 100px, 200px, 0)",
    "clip: auto",
    "position: relative; left: -350px",
    "position: absolute; left: -350px",
    "left: -9999px",
    "opacity: 0.5",
    "font-size: 0",
    "display: none; display: block",
    "min-width: 0; overflow: hidden",
    "",
  ];
  for (const css of styles) assert.equal(hides(css), false, css);
});
