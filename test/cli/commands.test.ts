import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { rules } from "../../rules/index.js";
import { packageFolder } from "../../src/run/version.js";
import { badDate, clean, galley, project, put } from "./galley.js";

describe("galley", () => {
  it("prints its version and help on stdout", async () => {
    const cwd = project({});
    assert.match((await galley(cwd, ["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const argv of [["--help"], ["lint", "--help"], ["help", "lint"]]) {
      const { code, stdout, stderr } = await galley(cwd, argv);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /^Usage: galley /);
      assert.doesNotMatch(stdout, /default: (?:false|none|\[\])/);
    }
  });

  it("shows what it can do when asked for nothing", async () => {
    const { stderr } = await galley(project({}), []);
    for (const command of ["lint", "rules", "init", "config"])
      assert.match(stderr, new RegExp(`^  ${command}\\b`, "m"));
  });
});

describe("galley rules", () => {
  it("lists every rule", async () => {
    const { code, stdout } = await galley(project({}), ["rules"]);
    assert.equal(code, 0);
    for (const { id, summary } of rules) assert.ok(stdout.includes(id) && stdout.includes(summary), id);
    const listed = JSON.parse((await galley(project({}), ["rules", "--format", "json"])).stdout);
    assert.deepEqual(
      listed.map(({ id }: { id: string }) => id),
      rules.map(({ id }) => id),
    );
  });

  it("explains one: why, options, examples", async () => {
    const cwd = project({});
    for (const rule of rules) {
      const { code, stdout } = await galley(cwd, ["rules", rule.id]);
      assert.equal(code, 0);
      const folded = stdout.replace(/\s+/g, " ");
      for (const text of [rule.summary, rule.why]) assert.ok(folded.includes(text.replace(/\s+/g, " ")), rule.id);
      if (rule.fixes === "safe" || rule.fixes === "unsafe") assert.match(stdout, /^ {4}--fix/m);
      for (const option of Object.keys(rule.options?.properties ?? {})) assert.ok(stdout.includes(`  ${option}: `));
      for (const message of rule.examples.flatMap(({ says }) => says ?? [])) assert.ok(stdout.includes(`→ ${message}`));
    }
    const one = JSON.parse((await galley(cwd, ["rules", "html/no-inline-style", "--format=json"])).stdout);
    assert.equal(one.id, "html/no-inline-style");
    assert.ok(one.examples.length > 0);
  });

  it("suggests the rule that was meant", async () => {
    const { code, stdout, stderr } = await galley(project({}), ["rules", "no-inline-stile"]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /Did you mean `html\/no-inline-style`\?/);
  });
});

describe("galley init", () => {
  const sites: readonly (readonly [generator: string, files: Readonly<Record<string, string>>, timezone: string])[] = [
    ["hexo", { "_config.yml": "timezone: 'Asia/Shanghai'\n", "source/_posts/a.md": clean }, "Asia/Shanghai"],
    ["jekyll", { "_config.yml": "timezone: Europe/Oslo\n", "_posts/2024-01-01-a.md": clean }, "Europe/Oslo"],
    ["hugo", { "hugo.toml": 'timeZone = "America/Lima"\n', "content/a.md": clean }, "America/Lima"],
    ["hexo", { "_config.yml": "timezone: Nowhere/Town\n", "source/_posts/a.md": clean }, "UTC"],
    ["astro", { "astro.config.mjs": "", "src/content/a.md": clean }, "UTC"],
  ];
  for (const [generator, files, timezone] of sites) {
    it(`recognises ${generator} with ${timezone}; lint accepts what it writes`, async () => {
      const cwd = project(files);
      const { code, stdout } = await galley(cwd, ["init"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`This is an? ${generator} site`));
      const text = readFileSync(join(cwd, "galley.config.yaml"), "utf8");
      assert.match(text, new RegExp(`^extends: \\[recommended, ${generator}\\]$`, "m"));
      assert.match(text, new RegExp(`^timezone: ${timezone}$`, "m"));
      assert.equal((await galley(cwd, ["lint"])).stderr, "");
    });
  }

  it("recognises the site of this folder, wherever the repository begins", async () => {
    const top = project({
      ".git/HEAD": "ref: refs/heads/main\n",
      "blogs/config.toml": 'baseURL = "https://example.com"\ntimeZone = "America/Lima"\n',
      "blogs/content/post/a.md": clean,
      "docs/_config.yml": "",
      "docs/source/_posts/a.md": clean,
      "tools/README.md": "Tools.\n",
    });
    const config = await galley(join(top, "blogs"), ["config", "content/post/a.md"]);
    assert.match(config.stdout, /hugo/);
    for (const [folder, extended, timezone] of [
      ["blogs", "recommended, hugo", "America/Lima"],
      ["blogs/content", "recommended, hugo", "America/Lima"],
      ["docs", "recommended, hexo", "UTC"],
      ["tools", "recommended", "UTC"],
    ] as const) {
      assert.equal((await galley(join(top, folder), ["init"])).code, 0);
      const written = join(top, folder, "galley.config.yaml");
      const text = readFileSync(written, "utf8");
      assert.ok(
        text.includes(`extends: [${extended}]\n`) && text.includes(`timezone: ${timezone}\n`),
        `${folder}: ${text}`,
      );
      rmSync(written);
    }
  });

  it("looks for a generator where it is started, without a configuration", async () => {
    const top = project({
      ".git/HEAD": "ref: refs/heads/main\n",
      "blogs/config.toml": 'baseURL = "https://example.com"\n',
      "blogs/content/post/a.md": "---\ntitle: Tides\ndate: 2024-05-01\n---  \n\nText.\n",
    });
    assert.equal((await galley(join(top, "blogs"), ["lint"])).code, 0);
    assert.equal((await galley(top, ["lint"])).code, 1);
  });

  it("keeps the configuration that is there, unless forced", async () => {
    const cwd = project({ "galley.config.yaml": "extends: [strict]\n" });
    const refused = await galley(cwd, ["init"]);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /exists already.*\n.*--force/);
    assert.equal(readFileSync(join(cwd, "galley.config.yaml"), "utf8"), "extends: [strict]\n");
    assert.equal((await galley(cwd, ["init", "--force"])).code, 0);
    assert.match(readFileSync(join(cwd, "galley.config.yaml"), "utf8"), /^extends: \[recommended\]$/m);
  });

  it("adds no second configuration", async () => {
    for (const files of [{ "galley.config.json": "{}" }, { "package.json": '{ "galley": {} }' }] as const) {
      for (const argv of [["init"], ["init", "--force"]]) {
        const { code, stderr } = await galley(project(files), argv);
        assert.equal(code, 2);
        assert.ok(stderr.includes(Object.keys(files)[0] ?? ""), stderr);
      }
    }
  });

  it("writes into a folder below a configured one", async () => {
    const cwd = project({ "galley.config.yaml": "extends: [strict]\n", "blog/a.md": clean });
    assert.equal((await galley(join(cwd, "blog"), ["init"])).code, 0);
  });
});

describe("galley config", () => {
  const cwd = (): string =>
    project({
      "galley.config.yaml": [
        "extends: [recommended, hexo]",
        "timezone: Asia/Tokyo",
        "rules: { html/no-comments: warn }",
        "overrides: [{ files: ['old/**'], rules: { html/no-inline-style: off } }]",
        "",
      ].join("\n"),
      "a.md": badDate,
    });

  it("says every setting and where it comes from", async () => {
    const { code, stdout } = await galley(cwd(), ["config", "old/a.md"]);
    assert.equal(code, 0);
    assert.match(stdout, /timezone +Asia\/Tokyo +galley\.config\.yaml:2/);
    assert.match(stdout, /html\/no-inline-style +off +galley\.config\.yaml:4/);
    for (const { id } of rules) assert.ok(stdout.includes(id), id);
  });

  it("says it to programs", async () => {
    const { stdout } = await galley(cwd(), ["config", "a.md", "--format", "json"]);
    const config = JSON.parse(stdout);
    assert.equal(config.configuration, "galley.config.yaml");
    assert.equal(config.generator.value, "hexo");
    assert.equal(config.timezone.value, "Asia/Tokyo");
    assert.equal(config.rules["html/no-inline-style"].severity, "warn");
    assert.deepEqual(Object.keys(config.rules), rules.map(({ id }) => id).sort());
    const defaults = JSON.parse((await galley(cwd(), ["config", "a.md", "--no-config", "--format=json"])).stdout);
    assert.deepEqual([defaults.configuration, defaults.timezone.value], [null, "UTC"]);
  });

  it("takes the configuration that is named", async () => {
    const folder = cwd();
    put(folder, { "other.yaml": "timezone: Europe/Rome\n" });
    const { stdout } = await galley(folder, ["config", "a.md", "--config", "other.yaml", "--format=json"]);
    assert.equal(JSON.parse(stdout).timezone.value, "Europe/Rome");
  });
});

describe("galley rules --format json", () => {
  it("tells of each rule the presets' severities, tier, options, page and examples", async () => {
    const { stdout } = await galley(project({}), ["rules", "--format", "json"]);
    const listed = JSON.parse(stdout) as readonly {
      readonly id: string;
      readonly severity: Readonly<Record<string, string>>;
      readonly fixes: string;
      readonly docs: string;
    }[];
    const style = listed.find(({ id }) => id === "html/no-comments");
    assert.deepEqual(style?.severity, { recommended: "off", strict: "warn", all: "warn" });
    assert.equal(style?.fixes, "unsafe");
    for (const { docs, id } of listed)
      assert.match(readFileSync(join(packageFolder(), docs), "utf8"), new RegExp(`^# ${id}$`, "m"));
  });
});

describe("what a site's own files say of its Markdown", () => {
  const lint = async (files: Readonly<Record<string, string>>, only: string): Promise<string> =>
    (await galley(project(files), ["lint", "--only", only, "--format", "compact", "--exit-zero"])).stdout;
  const html = "---\ntitle: Pier\n---\n\nText <b>bold</b>.\n";

  it("tells whether Hugo leaves HTML out", async () => {
    const says = (config: Readonly<Record<string, string>>): Promise<string> =>
      lint({ ...config, "content/pier.md": html }, "markdown/no-omitted-html");
    assert.match(await says({ "hugo.toml": 'title = "x"\n' }), /Hugo leaves out/);
    assert.match(await says({ "config.toml": "[markup.goldmark.renderer]\nunsafe = false\n" }), /Hugo leaves out/);
    const silent = [
      { "hugo.toml": "[markup.goldmark.renderer]\nunsafe = true\n" },
      { "hugo.yaml": "markup:\n  goldmark:\n    renderer: { unsafe: true }\n" },
      { "hugo.toml": 'theme = "harbour"\n' },
      { "config.toml": 'baseURL = "https://example.org"\n' },
      { "hugo.toml": 'title = "x"\n', "config/_default/markup.toml": "[goldmark.renderer]\nunsafe = true\n" },
    ];
    for (const config of silent) assert.match(await says(config), /0 warnings/, JSON.stringify(config));
  });

  it("tells whether Hexo reads backticks between tags", async () => {
    const post = "---\ntitle: Pier\n---\n\n<p>Write `<style>` there.</p>\n";
    const says = (version: string): Promise<string> =>
      lint(
        {
          "package.json": `{"dependencies":{"hexo":"6.0.0","hexo-renderer-marked":"${version}"}}`,
          "source/_posts/pier.md": post,
        },
        "html/no-unclosed-raw-text",
      );
    assert.match(await says("^0.3.2"), /0 errors/);
    assert.match(await says("^6.0.0"), /1 error/);
  });
});
