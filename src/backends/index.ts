import type { Backend } from "../model/backend.ts";
import { gluster } from "./gluster/index.ts";
import { host } from "./host/index.ts";
import { moosefs } from "./moosefs/index.ts";
import { nfs } from "./nfs/index.ts";

/** Every storage system holdfast knows. A new one is a folder beside these and a line here. */
export const backends: readonly Backend[] = [host, nfs, gluster, moosefs];
