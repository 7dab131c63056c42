export { about, count, type Tell, type Told } from "../host/pool-finding.ts";
