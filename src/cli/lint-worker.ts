import { work } from "./worker.js";

/* The module that a thread runs. In the bundle, a file of the same name stands for it. */
await work();
