// SHA-256 without waiting: the browser's own is asynchronous, and missing on pages served without TLS.
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The SHA-256 of bytes as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return bytesToHex(digest(bytes));
}
