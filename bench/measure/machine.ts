import { arch, cpus, platform, release, totalmem } from "node:os";

/** Where numbers come from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() || "unknown CPU",
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release().split("-")[0]} ${arch()}`,
    node: process.version,
  };
}
