import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Placeholder, placeholderOf } from "../../src/source/placeholder.js";
import fc from "../property.js";

function says(url: string, hosts: readonly string[] = []): string | undefined {
  const found: Placeholder | undefined = placeholderOf(url, hosts);
  if (found === undefined) return undefined;
  return found.kind === "service" ? found.host : found.kind === "name" ? found.name : (found.size ?? "empty");
}

/** A GIF header for an image of that size. */
function gif(width: number, height: number): string {
  const bytes = [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0];
  return `data:image/gif;base64,${btoa(String.fromCharCode(...bytes))}`;
}

describe("placeholderOf", () => {
  it("knows services by host, with subdomains and ports, in any case", () => {
    assert.equal(says("https://picsum.photos/400/300?random=1"), "picsum.photos");
    assert.equal(says("http://Via.Placeholder.com:80/150"), "via.placeholder.com");
    assert.equal(says("//dummyimage.com/600x400"), "dummyimage.com");
    assert.equal(says("holder.js/300x200"), "holder.js");
    assert.equal(says("https://source.unsplash.com/random"), "source.unsplash.com");
  });

  it("takes no other host for one", () => {
    for (const url of [
      "https://notpicsum.photos/1.jpg",
      "https://picsum.photos.example.com/1.jpg",
      "https://example.com/picsum.photos/1.jpg",
      "https://example.com/?u=https://picsum.photos/1",
      "https://source.unsplash.com/abc123",
      "picsum.photos",
    ]) {
      assert.equal(says(url), undefined, url);
    }
  });

  it("knows further hosts, with or without a path", () => {
    assert.equal(says("https://img.example.com/1", ["example.com"]), "img.example.com");
    assert.equal(says("https://example.com/fill/1", ["example.com/fill"]), "example.com");
    assert.equal(says("https://example.com/filled/1", ["example.com/fill"]), undefined);
  });

  it("knows file names as wholes", () => {
    for (const name of [
      "placeholder.png",
      "img-placeholder.svg",
      "loading.gif",
      "lazyload.gif",
      "spacer.gif",
      "1x1.png",
    ]) {
      assert.equal(says(`/static/${name}?v=3`), name);
    }
    for (const name of [
      "uploading.gif",
      "loading-dock.gif",
      "pixel.jpg",
      "blank.jpg",
      "grey-heron.gif",
      "placeholder.html",
    ]) {
      assert.equal(says(`/static/${name}`), undefined, name);
    }
  });

  it("reads the size of a GIF and a PNG, whatever the type says", () => {
    assert.equal(says(gif(1, 1)), "1×1");
    assert.equal(says(gif(257, 1)), undefined);
    assert.equal(
      says(
        "data:image/gif;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      ),
      "1×1",
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 1, max: 65535 }), (width, height) => {
        assert.equal(says(gif(width, height)) !== undefined, width <= 2 && height <= 2);
      }),
      { numRuns: 300 },
    );
  });

  it("reads drawings, encoded or not", () => {
    const svg = (inner: string, size = ""): string => `<svg xmlns="http://www.w3.org/2000/svg"${size}>${inner}</svg>`;
    assert.equal(says(`data:image/svg+xml;utf8,${svg("", ' viewBox="0 0 9 9"')}`), "empty");
    assert.equal(says(`data:image/svg+xml,${encodeURIComponent(svg("<g></g>"))}`), "empty");
    assert.equal(says(`data:image/svg+xml;base64,${btoa(svg("<rect/>", ' width="1px" height="1px"'))}`), "1×1");
    assert.equal(says(`data:image/svg+xml,${svg('<path d="M0 0h9"/>')}`), undefined);
    assert.equal(says(`data:image/svg+xml,${svg("<rect/>", ' width="100%" height="1"')}`), undefined);
  });

  it("bears anything", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("", "data:image/gif;base64,", "data:image/svg+xml,", "https://"),
        (text, start) => {
          placeholderOf(start + text);
        },
      ),
      { numRuns: 300 },
    );
    assert.equal(says("data:image/jpeg;base64,%%%"), undefined);
    assert.equal(says("data:,"), "empty");
  });
});
