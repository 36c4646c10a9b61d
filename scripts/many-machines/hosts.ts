import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Two machines, made of this one: each a network namespace with an sshd, and with a copy of the blog in the place of the blog. */
export interface Hosts {
  /** For `--sshlogin` of GNU parallel. */
  readonly logins: string;
  /** What parallel takes for ssh. */
  readonly ssh: string;
  close(): void;
}

const FIRST_TRIES = 50;

/**
 * @param folder where keys and copies go
 * @param blog the folder that each host sees as its own
 * @param path PATH of commands on the hosts
 * @throws Error where namespaces or sshd are not to be had; nothing is left behind then
 */
export async function openHosts(folder: string, blog: string, path: string): Promise<Hosts> {
  const undo: (() => void)[] = [];
  const close = (): void => {
    for (const step of undo.splice(0).reverse()) {
      try {
        step();
      } catch {
        // What is gone already need not go.
      }
    }
  };
  try {
    for (const name of ["host", "user"]) run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", join(folder, name));
    mkdirSync("/run/sshd", { recursive: true });
    const options = `-i ${folder}/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
    const addresses: string[] = [];
    for (const [index, name] of ["a", "b"].entries()) {
      const host = `galley-${process.pid}-${name}`;
      const link = `gly${process.pid % 100_000}${name}`;
      // Addresses for tests of networks: nobody has them.
      const [here, there] = [`198.18.${index}.1`, `198.18.${index}.2`];
      run("ip", "netns", "add", host);
      undo.push(() => run("ip", "netns", "del", host));
      run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", host);
      run("ip", "address", "add", `${here}/30`, "dev", link);
      run("ip", "link", "set", link, "up");
      run("ip", "-n", host, "address", "add", `${there}/30`, "dev", "eth0");
      run("ip", "-n", host, "link", "set", "eth0", "up");
      const copy = join(folder, name);
      cpSync(blog, copy, { recursive: true });
      const server = serve(host, copy, blog, settings(folder, path, there));
      undo.push(() => server.kill());
      addresses.push(`2/root@${there}`);
      await answers(`root@${there}`, options);
    }
    return { logins: addresses.join(","), ssh: `ssh ${options}`, close };
  } catch (error) {
    close();
    throw error;
  }
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
}

/** The file with the settings of an sshd. */
function settings(folder: string, path: string, address: string): string {
  const file = join(folder, `sshd-${address}`);
  const lines = [
    `ListenAddress ${address}`,
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/user.pub`,
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "PermitRootLogin prohibit-password",
    "PidFile none",
    `SetEnv PATH=${path}`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** `ip netns exec` gives file systems of its own, too: what is mounted there is seen there alone. */
function serve(host: string, copy: string, blog: string, file: string): ChildProcess {
  const script = 'mount --bind "$1" "$2" && exec "$(command -v sshd || echo /usr/sbin/sshd)" -D -f "$3"';
  return spawn("ip", ["netns", "exec", host, "sh", "-c", script, "sh", copy, blog, file], { stdio: "ignore" });
}

async function answers(login: string, options: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return run("ssh", ...options.split(" "), login, "true");
    } catch (error) {
      if (tries === FIRST_TRIES) throw error;
      await wait(100);
    }
  }
}
