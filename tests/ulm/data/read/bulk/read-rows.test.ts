import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { kernelAgreement } from "../../../compute/kernel-agreement.ts";
import { columnKind, outcomeField, readRows } from "../../../../../ulm/data/read/bulk/read-rows.ts";
import { encodeMissing } from "../../../../../ulm/data/read/bulk/plain-blanks.ts";

const random = createRandom(5);
const pick = <Value>(values: readonly Value[]) => values[Math.floor(random.random() * values.length)]!;
const kinds = ["text", "number", "text", "date", "boolean"] as const;
const cells: Record<(typeof kinds)[number], readonly string[]> = {
  text: [
    "",
    "NA",
    "Lyon",
    "北京",
    '"a, ""b"""',
    '" "',
    '"two\nlines"',
    "007",
    "1,5",
    "1e9",
    " x ",
    '5"',
    "+inf",
    "10.0.0.1",
  ],
  number: ["", "NA", "0", "-0", "12.50", "+7", "-.5", "5.", "123456789012345", "0.000000000000001"],
  date: ["2024-02-29", "1969-12-31T23:59:59Z", "2024-01-01 10:00", "0000-03-01", "2024-01-01T10:00:00-0330", "null"],
  boolean: ["true", "FALSE", "True", ""],
};
const rare = ["x", "'=1", "2024-13-01", "1e5", "\0", "\u3000", "a\rb", "1,2"];
const rows = Array.from({ length: 3000 }, (_, row) => {
  if (row % 101 === 7) return "";
  const fields = kinds.map((kind) =>
    random.random() < 0.0004
      ? pick(rare)
      : kind === "text" && random.random() < 0.1
        ? `"${pick(["1,5", "a\n\nb"])}"`
        : pick(cells[kind]).replace("1,5", "15"),
  );
  return fields.join(",");
});
const text = new TextEncoder().encode(`${rows.join("\n")}\nthe last,row is cu`);

/** Segments of a kilobyte, some of them full, broken or begun within quotes. */
function prepare(kernels: Kernels) {
  const [segmentSize, capacity, textCapacity] = [1024, 40, 1280];
  const segments = Math.ceil(text.length / segmentSize);
  const counts = { texts: 0, others: 0 };
  const columns = kinds.flatMap((kind) => [columnKind[kind], kind === "text" ? counts.texts++ : counts.others++]);
  const bytes = kernels.uint8(text.length + 64);
  bytes.set(text);
  const bounds = kernels.copy(
    Int32Array.from({ length: segments + 1 }, (_, index) => Math.min(text.length, index * segmentSize)),
  );
  const exact = kernels.int32(segments);
  exact[0] = 1;
  const args = [
    ...([
      bytes,
      bounds,
      exact,
      kernels.copy(Int32Array.from(columns)),
      kernels.copy(encodeMissing(["NA", "null"])!),
    ] as const),
    kernels.int32(segments * (outcomeField.columns + kinds.length * outcomeField.perColumn)),
    kernels.float64(segments * counts.others * capacity),
    kernels.uint32(segments * counts.texts * capacity),
    // What stands behind the texts of a segment differs: the kernel copies whole blocks. What matters is compared by other tests.
    kernels.perThread(() => kernels.uint8(segments * textCapacity)),
    kernels.perThread(() => kernels.uint32(2 * counts.texts * capacity)),
    ...([text.length, kinds.length, counts.texts, 44, 10, capacity, textCapacity] as const),
  ] as const;
  return { args, work: { items: segments, block: 3 } };
}

kernelAgreement(readRows, prepare, 0);
