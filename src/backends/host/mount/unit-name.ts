const plain = /[A-Za-z0-9:_]/;

const escapeByte = (byte: number) => `\\x${byte.toString(16).padStart(2, "0")}`;

/** The systemd unit name of a mount point, as `systemd-escape --path --suffix=mount` gives it. */
export function mountUnitName(path: string): string {
  const bytes = [...Buffer.from(path.split("/").filter(Boolean).join("/"))];
  const escaped = bytes.map((byte, index) => {
    const char = String.fromCharCode(byte);
    if (char === "/") return "-";
    return byte < 128 && (plain.test(char) || (char === "." && index > 0)) ? char : escapeByte(byte);
  });
  return `${escaped.join("") || "-"}.mount`;
}
