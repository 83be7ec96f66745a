export { commandLine } from "../foundation/command-line.ts";
