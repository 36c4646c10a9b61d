import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, type ProtocolConnection } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { badDate, clean, type Files, packageRoot, project, put, styled } from "./galley.js";

interface Found {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly range: object;
    readonly codeDescription?: { readonly href: string };
  }[];
}
interface Action {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly edit: {
    readonly changes: Readonly<Record<string, { range: { start: Place; end: Place }; newText: string }[]>>;
  };
}
interface Registration {
  readonly registerOptions?: { readonly watchers?: readonly { readonly globPattern: string }[] };
}
interface Place {
  readonly line: number;
  readonly character: number;
}

/** An editor with a folder open, as far as the server can tell. */
class Editor {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly messages: string[] = [];
  /** What the server wants to be told of. */
  readonly watched: string[] = [];
  #found: Found[] = [];
  #wake: (() => void) | undefined;

  constructor(files: Files, options: readonly string[] = []) {
    this.folder = project(files);
    this.child = spawn(process.execPath, [join(packageRoot, "bin/galley.js"), "lsp", "--stdio", ...options], {
      cwd: this.folder,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdout, stdin } = this.child;
    assert.ok(stdout !== null && stdin !== null);
    this.connection = createProtocolConnection(stdout, stdin);
    this.connection.onNotification("textDocument/publishDiagnostics", (found: Found) => {
      this.#found.push(found);
      this.#wake?.();
    });
    this.connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      this.messages.push(message);
    });
    this.connection.onRequest("window/showMessageRequest", ({ message }: { message: string }) => {
      this.messages.push(message);
      return null;
    });
    this.connection.onRequest(
      "client/registerCapability",
      ({ registrations }: { registrations: readonly Registration[] }) => {
        for (const { registerOptions } of registrations) {
          this.watched.push(...(registerOptions?.watchers ?? []).map(({ globPattern }) => globPattern));
        }
        return null;
      },
    );
    this.connection.listen();
    after(() => this.child.kill());
  }

  /** The address of a file of the folder; addresses stay what they are. */
  uri(path: string): string {
    if (/^[a-z]+:/.test(path)) return path;
    return pathToFileURL(join(this.folder, path)).href;
  }

  async start(others: readonly string[] = []): Promise<this> {
    const uri = pathToFileURL(this.folder).href;
    const folders = [this.folder, ...others].map((folder) => ({ uri: pathToFileURL(folder).href, name: "posts" }));
    await this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: folders,
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    });
    await this.connection.sendNotification("initialized", {});
    return this;
  }

  async open(path: string, text: string): Promise<Found> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: this.uri(path), languageId: "markdown", version: 1, text },
    });
    return this.next(path, 1);
  }

  /** Edits of parts, each of the text that the one before left. */
  async edit(path: string, version: number, ...edits: readonly (readonly [Place, Place, string])[]): Promise<Found> {
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri(path), version },
      contentChanges: edits.map(([start, end, text]) => ({ range: { start, end }, text })),
    });
    return this.next(path, version);
  }

  async type(path: string, version: number, text: string): Promise<Found> {
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ text }],
    });
    return this.next(path, version);
  }

  /** The next findings of a version of a file. */
  async next(path: string, version: number): Promise<Found> {
    for (;;) {
      const at = this.#found.findIndex((found) => found.uri === this.uri(path) && found.version === version);
      const [found] = at === -1 ? [] : this.#found.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async actions(path: string, found: Found, only?: string): Promise<readonly Action[]> {
    const range = found.diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: this.uri(path) },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only: [only] }) },
    });
  }

  /** A text after an action. */
  apply(path: string, text: string, action: Action | undefined): string {
    assert.ok(action !== undefined);
    const document = TextDocument.create(this.uri(path), "markdown", 1, text);
    return TextDocument.applyEdits(document, action.edit.changes[this.uri(path)] ?? []);
  }

  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => {
      this.child.on("exit", resolve);
    });
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return ended;
  }
}

const codes = ({ diagnostics }: Found): readonly string[] => diagnostics.map(({ code }) => code);

describe("galley lsp", () => {
  it("reports what is wrong while somebody types, and ends when told to", async () => {
    const editor = await new Editor({}).start();
    const found = await editor.open("a.md", badDate);
    assert.deepEqual(codes(found), ["front-matter/valid-date"]);
    assert.deepEqual(found.diagnostics[0]?.range, {
      start: { line: 2, character: 6 },
      end: { line: 2, character: 16 },
    });
    assert.match(found.diagnostics[0]?.codeDescription?.href ?? "", /^file:.*valid-date\.md$/);
    assert.deepEqual(codes(await editor.type("a.md", 2, clean)), []);
    assert.deepEqual(codes(await editor.type("a.md", 3, badDate.replaceAll("\n", "\r\n"))), [
      "front-matter/valid-date",
    ]);
    assert.equal(await editor.end(), 0);
  });

  it("ends when the editor is gone", async () => {
    const editor = await new Editor({}).start();
    const ended = new Promise((resolve) => editor.child.on("exit", resolve));
    editor.child.stdin?.end();
    await ended;
  });

  it("counts in UTF-16 units", async () => {
    const editor = await new Editor({}).start();
    const text = clean.replace("It runs", '😀 日本 <span style="color:red">x</span>');
    const found = await editor.open("a.md", text);
    const style = found.diagnostics.find(({ code }) => code === "html/no-inline-style");
    const character = "😀 日本 <span ".length;
    assert.deepEqual(style?.range, {
      start: { line: 5, character },
      end: { line: 5, character: character + 'style="color:red"'.length },
    });
    await editor.end();
  });

  it("offers repairs by tier, and to ignore a finding", async () => {
    const editor = await new Editor({}).start();
    const found = await editor.open("a.md", styled);
    const actions = await editor.actions("a.md", found, "quickfix");
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [
        /\(unsafe\)|Ignore html\/no-inline-style on this line/.exec(title)?.[0],
        isPreferred,
      ]),
      [
        ["(unsafe)", false],
        ["Ignore html/no-inline-style on this line", undefined],
      ],
    );
    assert.doesNotMatch(editor.apply("a.md", styled, actions[0]), /style=/);
    const ignored = editor.apply("a.md", styled, actions[1]);
    assert.match(ignored, /<!-- galley-disable-next-line html\/no-inline-style -->\n<p style/);
    assert.deepEqual(codes(await editor.type("a.md", 2, ignored)), []);
    const dated = await editor.type("a.md", 3, badDate.replaceAll("\n", "\r\n"));
    const silence = (await editor.actions("a.md", dated)).find(({ title }) => title.startsWith("Ignore"));
    const text = editor.apply("a.md", badDate.replaceAll("\n", "\r\n"), silence);
    assert.match(text, /\r\n# galley-disable-next-line front-matter\/valid-date\r\ndate/);
    assert.deepEqual(codes(await editor.type("a.md", 4, text)), []);
    await editor.end();
  });

  it("makes all safe repairs on save", async () => {
    const editor = await new Editor({
      "galley.config.yaml":
        "extends: [recommended]\nrules: { text/no-trailing-spaces: warn, text/require-final-newline: warn }\n",
    }).start();
    const text = "---\r\ntitle: x\r\ndate: 2024-03-05 08:00:00\r\n---\r\n\r\nOne. \r\nTwo.\r\n\r\nThree.";
    const found = await editor.open("a.md", text);
    assert.deepEqual(editor.messages, []);
    const actions = await editor.actions("a.md", found, "source.fixAll");
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ["source.fixAll.galley"],
    );
    assert.equal(editor.apply("a.md", text, actions[0]), `${text.replace("One. ", "One.")}\r\n`);
    await editor.end();
  });

  it("explains a finding where the pointer is", async () => {
    const editor = await new Editor({}).start();
    await editor.open("a.md", badDate);
    const at = (line: number, character: number): Promise<{ contents: { value: string } } | null> =>
      editor.connection.sendRequest("textDocument/hover", {
        textDocument: { uri: editor.uri("a.md") },
        position: { line, character },
      });
    assert.match((await at(2, 8))?.contents.value ?? "", /\*\*front-matter\/valid-date\*\*[\s\S]*The rule's page/);
    assert.equal(await at(5, 0), null);
    await editor.end();
  });

  it("completes keys and values of the front matter from the schema", async () => {
    const editor = await new Editor({
      "galley.config.yaml": "extends: [recommended]\nschemas: { '**': post.schema.json }\n",
      "post.schema.json": JSON.stringify({
        type: "object",
        properties: {
          title: { type: "string", description: "What it is called" },
          lang: { enum: ["en", "zh"] },
          draft: { type: "boolean" },
        },
      }),
    }).start();
    const complete = async (version: number, text: string): Promise<readonly string[]> => {
      if (version === 1) await editor.open("a.md", text.replace("|", ""));
      else await editor.type("a.md", version, text.replace("|", ""));
      const lines = text.slice(0, text.indexOf("|")).split("\n");
      const items: readonly { label: string }[] = await editor.connection.sendRequest("textDocument/completion", {
        textDocument: { uri: editor.uri("a.md") },
        position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
      });
      return items.map(({ label }) => label);
    };
    assert.deepEqual(await complete(1, "---\ntitle: x\n|\n---\n"), ["lang", "draft"]);
    assert.deepEqual(await complete(2, "---\nlang: |\n---\n"), ["en", "zh"]);
    assert.deepEqual(await complete(3, "---\ndraft: t|\n---\n"), ["true", "false"]);
    assert.deepEqual(await complete(4, "---\ntitle: x\n---\n\n|\n"), []);
    await editor.end();
  });

  it("follows the settings, and survives those that are wrong", async () => {
    const editor = await new Editor({ "galley.config.yaml": "rules: { html/no-inlin-style: off }\n" }).start();
    assert.deepEqual(codes(await editor.open("a.md", styled)), []);
    assert.match(editor.messages.join("\n"), /html\/no-inlin-style/);
    put(editor.folder, { "galley.config.yaml": "extends: [recommended]\nignore: [b.md]\n", "b.md": badDate });
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: editor.uri("galley.config.yaml"), type: 2 }],
    });
    assert.deepEqual(codes(await editor.next("a.md", 1)), ["html/no-inline-style"]);
    assert.deepEqual(codes(await editor.open("b.md", badDate)), []);
    await editor.end();
  });

  const ruleAndStart = ({ diagnostics }: Found): readonly string[] =>
    diagnostics.map(({ code, range }) => {
      const { start } = range as { start: Place };
      return `${code} ${start.line}:${start.character}`;
    });
  const at = (line: number, character: number): Place => ({ line, character });

  it("follows edits beside emoji, ideographs and Windows line endings", async () => {
    const editor = await new Editor({}).start();
    const text = '---\r\ntitle: 😀日本\r\ndate: 2023-02-30\r\n---\r\n\r\n😀 日本 <p style="color:red">x</p>\r\n';
    const opened = await editor.open("a.md", text);
    assert.deepEqual(ruleAndStart(opened), ["front-matter/valid-date 2:6", "html/no-inline-style 5:9"]);
    const family = await editor.edit("a.md", 2, [at(1, 7), at(1, 9), "👨‍👩‍👧"]);
    assert.deepEqual(ruleAndStart(family), ["front-matter/valid-date 2:6", "html/no-inline-style 5:9"]);
    const twice = await editor.edit("a.md", 3, [at(2, 14), at(2, 16), "28"], [at(5, 0), at(5, 2), "日本😀"]);
    assert.deepEqual(ruleAndStart(twice), ["html/no-inline-style 5:11"]);
    assert.deepEqual(ruleAndStart(await editor.edit("a.md", 4, [at(4, 0), at(6, 0), "Text.\r\n"])), []);
    assert.equal(await editor.end(), 0);
  });

  it("checks what was never saved, names with signs of globs, and files that were deleted", async () => {
    const editor = await new Editor({ "gone.md": badDate }).start();
    for (const path of ["untitled:Untitled-1", "new.md", "[id].md", "a b#c?.md", "sub/{x,y}.md", "gone.md"]) {
      assert.deepEqual(codes(await editor.open(path, badDate)), ["front-matter/valid-date"], path);
    }
    rmSync(join(editor.folder, "gone.md"));
    assert.deepEqual(codes(await editor.type("gone.md", 2, badDate)), ["front-matter/valid-date"]);
    assert.deepEqual(codes(await editor.open("git:/a.md?HEAD", badDate)), [], "an old version is nobody's to mend");
    await editor.end();
  });

  it("takes the settings of each folder of a workspace", async () => {
    const other = project({ "galley.config.yaml": "rules: { front-matter/valid-date: off }\n" });
    const editor = await new Editor({}).start([other]);
    assert.deepEqual(codes(await editor.open("a.md", badDate)), ["front-matter/valid-date"]);
    assert.deepEqual(codes(await editor.open(pathToFileURL(join(other, "a.md")).href, badDate)), []);
    await editor.end();
  });

  it("asks to be told when settings change, and takes what clients say of themselves", async () => {
    const editor = await new Editor({}, ["--clientProcessId=1"]).start();
    await editor.open("a.md", clean);
    assert.ok(editor.watched.includes("**/galley.config.*"), editor.watched.join(" "));
    await editor.end();
  });

  it("leaves a text that stalls, and goes on", async () => {
    const rule = `{ id: "house/slow", summary: "Disallow slowness", why: "It is slow.", fixes: "none", recommended: "error",
      messages: { slow: "Slow" }, examples: [],
      create: () => ({ source: ({ text }) => { if (text.includes("STALL")) for (;;) {} } }) }`;
    const editor = await new Editor(
      {
        "galley.config.yaml": "extends: [recommended]\nplugins: [./house.mjs]\nrules: { house/slow: error }\n",
        "house.mjs": `export default { name: "house", rules: [${rule}] };\n`,
      },
      ["--plugins"],
    ).start();
    assert.deepEqual(codes(await editor.open("a.md", `${badDate}STALL`)), []);
    assert.match(editor.messages.join("\n"), /more than 5 seconds/);
    assert.deepEqual(codes(await editor.type("a.md", 2, badDate)), ["front-matter/valid-date"]);
    await editor.end();
  });

  it("runs no code of a workspace unless it is trusted", async () => {
    const files = {
      "galley.config.yaml": "extends: [recommended]\nplugins: [./house.mjs]\n",
      "house.mjs": 'export default { name: "house", rules: [] };\n',
    };
    const careful = await new Editor(files).start();
    await careful.open("a.md", badDate);
    assert.match(careful.messages.join("\n"), /house\.mjs.*runs code/);
    await careful.end();
    const trusting = await new Editor(files, ["--plugins"]).start();
    assert.deepEqual(codes(await trusting.open("a.md", badDate)), ["front-matter/valid-date"]);
    await trusting.end();
  });
});
