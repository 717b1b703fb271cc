import { Arena } from "./arena.ts";
import { Crew } from "./crew.ts";
import { kernelModuleBase64 } from "./generated/kernel-module.ts";
import { KernelMemoryError } from "./kernel-memory-error.ts";
import type { KernelFunction, SharedMemory, WebAssemblyInterface } from "./serve-kernels.ts";

const pageBytes = 65536;
/** What a memory may grow to, tried in turn: some systems do not let a process reserve the most. */
const limits = [65536, 32768, 16384, 8192];
/** A memory that has grown beyond this is given back once nobody uses it. */
const worthKeeping = 256 * 2 ** 20;

/** WebAssembly with its memory and its threads. */
export class KernelEngine {
  readonly crew: Crew;
  readonly names: readonly string[];
  readonly functions: ReadonlyMap<string, KernelFunction>;
  /** Called when no computation uses the memory any more and it is too large to keep. */
  onOutgrown: (() => void) | undefined;
  private readonly memory: SharedMemory;
  private readonly arena: Arena;
  private readonly limit: number;
  /** Computations under way: what has allocated nothing may still do so, and then pass it to a part of its own that begins later. */
  private users = 0;
  /** The memory as it was after each growth: arrays keep the one that they were made on. */
  private readonly buffers = new WeakSet<ArrayBufferLike>();

  /** @throws where WebAssembly or shared memory are not permitted */
  constructor(workers: number) {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyInterface };
    const module = new WebAssembly.Module(decodeBase64(kernelModuleBase64));
    [this.memory, this.limit] = reserve(WebAssembly);
    const abort = () => {
      throw new Error("A kernel has failed.");
    };
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory, abort } });
    this.names = Object.keys(exports);
    this.functions = new Map(Object.entries(exports)) as ReadonlyMap<string, KernelFunction>;
    this.arena = new Arena((exports.heapBase as unknown as { value: number }).value);
    this.crew = new Crew(module, this.memory, Object.values(exports) as KernelFunction[], workers);
    this.buffers.add(this.memory.buffer);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** A computation begins; it ends with `leave`. */
  enter(): void {
    this.users += 1;
  }

  /** @throws KernelMemoryError */
  allocate(bytes: number, task: string): number {
    const { used } = this.arena;
    const address = this.arena.allocate(bytes);
    const missing = this.arena.top - this.bytes;
    try {
      if (this.arena.top > this.limit) throw new RangeError("beyond the limit");
      if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      this.arena.release(address);
      throw new KernelMemoryError(task, bytes, used, this.limit);
    }
    this.buffers.add(this.memory.buffer);
    return address;
  }

  /** A computation is over, and all that it allocated is free again. */
  leave(addresses: readonly number[]): void {
    for (const address of addresses) this.arena.release(address);
    this.users -= 1;
    if (this.users === 0 && this.bytes > worthKeeping) this.onOutgrown?.();
  }

  /** An array over allocated memory. */
  view<View>(
    Type: new (buffer: SharedArrayBuffer, address: number, length: number) => View,
    at: number,
    length: number,
  ) {
    return new Type(this.memory.buffer, at, length);
  }

  /** Whether an array lies in this memory. */
  holds(array: { readonly buffer: ArrayBufferLike }): boolean {
    return this.buffers.has(array.buffer);
  }
}

function reserve(WebAssembly: WebAssemblyInterface): [SharedMemory, number] {
  for (const maximum of limits) {
    try {
      return [new WebAssembly.Memory({ initial: 16, maximum, shared: true }), maximum * pageBytes];
    } catch (error) {
      if (maximum === limits.at(-1)) throw error;
    }
  }
  throw new Error("No memory could be reserved.");
}

function decodeBase64(text: string): Uint8Array {
  const binary = (globalThis as unknown as { atob(text: string): string }).atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
