import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  type Connection,
  createConnection,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  type Diagnostic as LspDiagnostic,
  type Range as LspRange,
  MarkupKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "../diagnostic.js";
import type { Edit, Range } from "../edit.js";
import { UserError } from "../errors.js";
import type { RulePage } from "../report/index.js";
import { visible } from "../report/visible.js";
import type { FileResult } from "../result.js";
import { rawSchema } from "../schema/registry.js";
import { type Checks, createChecks } from "./checks.js";
import { knownKeys, proposals } from "./completion.js";
import { difference } from "./difference.js";
import { ignoring } from "./ignoring.js";
import { filePath, folderOf, pathOf } from "./place.js";

export interface ServerOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly plugins: boolean;
  readonly version: string;
  readonly rule: (id: string) => RulePage | undefined;
  readonly clock: () => number;
  readonly now: () => number;
}

/** Typing is over for a moment: milliseconds. */
const REST = 150;
/** Files that settings come from. */
const SETTINGS = [
  "**/galley.config.*",
  "**/.galleyignore",
  "**/.gitignore",
  "**/*.schema.json",
  "**/{package.json,_config.yml}",
];
const FIX_ALL = `${CodeActionKind.SourceFixAll}.galley`;
const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warn: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** Serves an editor until it says `exit` or closes the input. */
export function serve(options: ServerOptions): Promise<void> {
  const connection = createConnection(options.input, options.output);
  const documents = new TextDocuments(TextDocument);
  const folders = new Set<string>();
  const checks = createChecks({ ...options, folderOf: (path) => folderOf(folders, path) });
  const latest = new Map<string, { readonly version: number; readonly result: FileResult }>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const told = new Set<string>();
  const place = (document: TextDocument): string | undefined => pathOf(document, folders);
  let registers = false;
  let changesFolders = false;
  /** How often the settings have changed. */
  let settings = 0;

  connection.onInitialize(({ workspaceFolders, rootUri, capabilities }) => {
    for (const { uri } of workspaceFolders ?? []) addFolder(folders, uri);
    if (folders.size === 0 && typeof rootUri === "string") addFolder(folders, rootUri);
    registers = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    changesFolders = capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: "galley", version: options.version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [":", " "] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: changesFolders } },
      },
    };
  });
  connection.onInitialized(() => {
    // Asking editors for what they cannot do is refused.
    if (changesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) folders.delete(filePath(uri) ?? "");
        for (const { uri } of added) addFolder(folders, uri);
        again();
      });
    }
    // Else an editor would say nothing of settings that somebody else changes.
    if (registers) {
      const watchers = SETTINGS.map((globPattern) => ({ globPattern }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
  });
  connection.onDidChangeWatchedFiles(() => again());
  connection.onDidChangeConfiguration(() => again());
  documents.onDidOpen(({ document }) => void validate(document));
  documents.onDidSave(({ document }) => {
    // Settings may have changed on the disk without the editor watching them.
    if (/galley\.config\.|\.galleyignore$|\.schema\.|package\.json$/.test(document.uri)) again();
  });
  documents.onDidChangeContent(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.set(
      document.uri,
      setTimeout(() => void validate(document), REST),
    );
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    latest.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const document = documents.get(uri);
    const result = document && (await current(document));
    if (document === undefined || result === undefined) return [];
    const wants = (kind: string): boolean => context.only?.some((only) => `${kind}.`.startsWith(`${only}.`)) !== false;
    const actions: CodeAction[] = [];
    if (wants(FIX_ALL)) actions.push(...(await fixAll(document, place(document), checks)));
    if (!wants(CodeActionKind.QuickFix)) return actions;
    const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    for (const finding of result.diagnostics.filter((one) => touches(one.range, asked)).slice(0, MOST_ACTIONS)) {
      const diagnostics = [shown(finding, document, options)];
      const { fix } = finding;
      if (fix !== undefined && fix.safety !== "manual") {
        const safe = fix.safety === "safe";
        const title = visible(safe ? fix.title : `${fix.title} (unsafe)`);
        const edit = { changes: { [uri]: fix.edits.map((one) => textEdit(one, document)) } };
        actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: safe, edit });
      }
      const path = place(document) ?? "";
      const silence = await ignoring(result, finding, (text) => checks.check(path, text));
      if (silence !== undefined) {
        const edit = { changes: { [uri]: [textEdit(silence.edit, document)] } };
        actions.push({ title: silence.title, kind: CodeActionKind.QuickFix, diagnostics, edit });
      }
    }
    return actions;
  });

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const document = documents.get(uri);
    const result = document && (await current(document));
    if (document === undefined || result === undefined) return null;
    const at = document.offsetAt(position);
    const finding = result.diagnostics.find((one) => touches(one.range, { start: at, end: at }));
    const page = finding && options.rule(finding.rule);
    if (finding === undefined || page === undefined) return null;
    const value = `**${finding.rule}**: ${page.summary}\n\n${page.why}\n\n[The rule's page](${page.url})`;
    return { contents: { kind: MarkupKind.Markdown, value }, range: lspRange(finding.range, document) };
  });

  connection.onCompletion(async ({ textDocument: { uri }, position }) => {
    const document = documents.get(uri);
    const path = document && place(document);
    if (document === undefined || path === undefined) return [];
    const plan = await checks.plan(path).catch(() => undefined);
    const file = plan?.files.at(0);
    const schema = file && plan?.resolve(file.fromBase).schema.value;
    if (schema === undefined) return [];
    const found = proposals(document.getText(), document.offsetAt(position), knownKeys(rawSchema(schema)));
    return found.map(({ label, detail, insert, kind }) => ({
      label,
      insertText: insert,
      kind: kind === "key" ? CompletionItemKind.Property : CompletionItemKind.Value,
      ...(detail === undefined ? {} : { documentation: detail }),
    }));
  });

  documents.listen(connection);
  connection.listen();
  return new Promise((resolve) => {
    options.input.on("end", resolve);
    options.input.on("close", resolve);
  });

  function again(): void {
    settings++;
    checks.forget();
    told.clear();
    latest.clear();
    for (const document of documents.all()) void validate(document);
  }

  async function validate(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    const result = await current(document);
    // Meanwhile somebody typed on: what is known is of another text.
    if (documents.get(uri)?.version !== version) return;
    const diagnostics = result?.diagnostics.map((finding) => shown(finding, document, options)) ?? [];
    await connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async function current(document: TextDocument): Promise<FileResult | undefined> {
    const { uri, version } = document;
    const known = latest.get(uri);
    if (known?.version === version) return known.result;
    const path = place(document);
    if (path === undefined) return undefined;
    const then = settings;
    try {
      const result = await checks.check(path, document.getText());
      if (result !== undefined && then === settings) latest.set(uri, { version, result });
      for (const { message } of result?.errors ?? []) tell(connection, told, message);
      return result;
    } catch (error) {
      const hint = error instanceof UserError && error.hint !== undefined ? ` ${error.hint}` : "";
      tell(connection, told, `${error instanceof Error ? error.message : String(error)}${hint}`);
      return undefined;
    }
  }
}

const MOST_ACTIONS = 10;

/** Once: the same fault of the configuration is found with each letter that is typed. */
function tell(connection: Connection, told: Set<string>, message: string): void {
  if (told.has(message)) return;
  told.add(message);
  connection.window.showErrorMessage(`galley: ${visible(message)}`);
}

function addFolder(folders: Set<string>, uri: string): void {
  const path = filePath(uri);
  if (path !== undefined) folders.add(path);
}

function touches(range: Range, asked: Range): boolean {
  return range.start <= asked.end && range.end >= asked.start;
}

function lspRange({ start, end }: Range, document: TextDocument): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

function textEdit({ range, text }: Edit, document: TextDocument): TextEdit {
  return { range: lspRange(range, document), newText: text };
}

function shown(finding: Diagnostic, document: TextDocument, { rule }: ServerOptions): LspDiagnostic {
  const page = rule(finding.rule);
  const text = finding.note === undefined ? finding.message : `${finding.message}\n${finding.note}`;
  return {
    range: lspRange(finding.range, document),
    severity: SEVERITIES[finding.severity],
    source: "galley",
    code: finding.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page.url } }),
    message: text.split("\n").map(visible).join("\n"),
  };
}

/** All safe fixes, proven, as one edit of what differs. */
async function fixAll(
  document: TextDocument,
  path: string | undefined,
  checks: Checks,
): Promise<readonly CodeAction[]> {
  const before = document.getText();
  const after = path === undefined ? undefined : (await checks.check(path, before, "safe"))?.change?.after;
  if (after === undefined || after === before) return [];
  const edit = textEdit(difference(before, after), document);
  return [{ title: "Make all safe repairs of galley", kind: FIX_ALL, edit: { changes: { [document.uri]: [edit] } } }];
}
