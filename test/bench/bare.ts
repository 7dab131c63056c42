import { readFileSync } from "node:fs";
import { Client } from "ssh2";

/** What the bare program is told: hosts, key and, per host, the very script holdfast runs there. */
export interface Task {
  readonly key: string;
  readonly hosts: readonly { readonly address: string; readonly script: string }[];
}

/** Connects to one host, runs one script through one exec, and gives back what it printed. */
const ask = (address: string, script: string, privateKey: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const client = new Client();
    client.on("error", reject);
    client.on("ready", () =>
      client.exec("sh -s", (error, channel) => {
        if (error) return reject(error);
        let text = "";
        channel.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        channel.on("close", () => {
          client.end();
          resolve(text);
        });
        channel.end(script);
      }),
    );
    client.connect({ host: address, username: "root", privateKey });
  });

/** The floor: nothing but ssh2. `node bare.ts TASK.json` prints how much the hosts said. */
const { key, hosts } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Task;
const privateKey = readFileSync(key);
const said = await Promise.all(hosts.map(({ address, script }) => ask(address, script, privateKey)));
console.log(`${said.length} hosts said ${said.join("").length} characters`);
