/** An IPv4 address as a number. */
export const numberOf = (address: string): number =>
  address.split(".").reduce((all, part) => all * 256 + Number(part), 0);

/** A number as an IPv4 address. */
export const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

/** Addresses in an IPv4 network of so many bits. */
export const networkSize = (bits: string): number => 2 ** (32 - Number(bits));

/** The first address of the IPv4 network that `address` is in, as a number. */
export const networkStart = (address: string, bits: string): number =>
  Math.floor(numberOf(address) / networkSize(bits)) * networkSize(bits);

/** What is said of a number of bits that no network of this family has. */
export const wrongBits = (entry: string, most: number, family = ""): string =>
  `${entry}: a network${family} has 0 to ${most} bits`;

/** What is said of an address that is not the first of the network it names. */
export const insideNetwork = (entry: string): string => `${entry} is an address inside a network`;
