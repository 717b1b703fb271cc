import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { DamagedStoreError, EncryptionError } from "../store-error.ts";

/** How an encrypted file starts. */
export const magic = Buffer.from("ULMSTORE");
const version = 1;
/** N = 2¹⁷, r = 8, p = 1: OWASP's advice; 128 MB and a fraction of a second for every guess. */
const cost = { logN: 17, r: 8, p: 1 };
/** A hostile header shall not ask for more memory than this allows (1 GB). */
const greatest = { logN: 20, r: 8, p: 4 };
/** Characters of a new passphrase (NIST SP 800-63B). */
const shortest = 8;
const headLength = magic.length + 4 + 16;
const checkLength = 32;
const nonceLength = 12;
const tagLength = 16;
const prefixLength = headLength + checkLength + nonceLength;

/**
 * Encrypts with AES-256-GCM under a key that scrypt derives from a passphrase. A file is: magic (8 bytes), version, log₂ N, r, p
 * (1 each), salt (16), HMAC-SHA-256 of all that by a second derived key (32: it tells a wrong passphrase from a damaged file),
 * nonce (12, fresh each time), ciphertext, tag (16). Everything before the ciphertext is authenticated.
 */
export class Encryption {
  readonly #head: Buffer;
  readonly #check: Buffer;
  readonly #key: Buffer;
  /** A third derived key, for the chain of the audit log. */
  readonly auditKey: Buffer;

  private constructor(head: Buffer, keys: Buffer) {
    this.#head = head;
    this.#key = keys.subarray(0, 32);
    this.#check = createHmac("sha256", keys.subarray(32, 64)).update(head).digest();
    this.auditKey = keys.subarray(64, 96);
  }

  /** For a new file. @throws EncryptionError for a passphrase that is guessed at once */
  static async create(passphrase: string): Promise<Encryption> {
    if (passphrase.length < shortest) {
      throw new EncryptionError(
        `The passphrase of a new store needs at least ${shortest} characters; several words are best.`,
      );
    }
    const head = Buffer.concat([magic, Buffer.from([version, cost.logN, cost.r, cost.p]), randomBytes(16)]);
    return new Encryption(head, await deriveKeys(passphrase, head));
  }

  /** For a file that is there. @throws EncryptionError when the passphrase is wrong, DamagedStoreError when the file is cut */
  static async of(bytes: Buffer, passphrase: string): Promise<Encryption> {
    if (bytes.length < prefixLength + tagLength) throw new DamagedStoreError("The encrypted file is cut off.");
    const head = Buffer.from(bytes.subarray(0, headLength));
    if (head[magic.length] !== version) {
      throw new EncryptionError(
        `The file has version ${head[magic.length]} of the format; this program knows ${version}.`,
      );
    }
    const encryption = new Encryption(head, await deriveKeys(passphrase, head));
    if (!timingSafeEqual(encryption.#check, bytes.subarray(headLength, headLength + checkLength))) {
      throw new EncryptionError("The passphrase is wrong (or the first 60 bytes of the file were changed).");
    }
    return encryption;
  }

  encrypt(text: Buffer): Buffer {
    const prefix = Buffer.concat([this.#head, this.#check, randomBytes(nonceLength)]);
    const cipher = createCipheriv("aes-256-gcm", this.#key, prefix.subarray(-nonceLength)).setAAD(prefix);
    return Buffer.concat([prefix, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws DamagedStoreError when a single bit was changed */
  decrypt(bytes: Buffer): Buffer {
    const prefix = bytes.subarray(0, prefixLength);
    const options = { authTagLength: tagLength };
    const decipher = createDecipheriv("aes-256-gcm", this.#key, prefix.subarray(-nonceLength), options).setAAD(prefix);
    decipher.setAuthTag(bytes.subarray(-tagLength));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(prefixLength, -tagLength)), decipher.final()]);
    } catch (cause) {
      throw new DamagedStoreError("The encrypted file was cut or changed.", { cause });
    }
  }
}

function deriveKeys(passphrase: string, head: Buffer): Promise<Buffer> {
  const [logN, r, p] = [...head.subarray(magic.length + 1, magic.length + 4)] as [number, number, number];
  if (logN < 1 || logN > greatest.logN || r < 1 || r > greatest.r || p < 1 || p > greatest.p) {
    throw new EncryptionError("The header of the encrypted file asks for costs that no store has: it was changed.");
  }
  const options = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  return new Promise((resolve, reject) => {
    // Normalised, so that a passphrase typed on another system is the same.
    scrypt(passphrase.normalize("NFC"), head.subarray(-16), 96, options, (error, keys) => {
      if (error) reject(error);
      else resolve(keys);
    });
  });
}
