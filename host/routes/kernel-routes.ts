import { HttpError } from "../http/http-error.ts";
import { readText } from "../http/read-fields.ts";
import { json, noContent } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import { kernelLogo } from "../../kernel/kernel-logo.ts";
import { describeKernelSpecs, findKernelSpec, KERNEL_NAME } from "../kernels/kernel-specs.ts";
import { KernelRequestError, KernelStartError } from "../kernels/kernel-process.ts";
import type { Kernels } from "../kernels/kernels.ts";

/** `/api/kernels` and `/api/kernelspecs`. */
export function kernelRoutes(kernels: Kernels, folderOf: (path: string) => Promise<string>): Route[] {
  return [
    { method: "GET", pattern: "/api/kernelspecs", handle: () => json(describeKernelSpecs()) },
    {
      method: "GET",
      pattern: "/api/kernelspecs/:name",
      handle: ({ params }) => {
        const spec = findKernelSpec(params.name);
        if (spec === undefined) throw new HttpError(404, `There is no kernelspec "${params.name}"`);
        return json(spec);
      },
    },
    {
      method: "GET",
      pattern: `/kernelspecs/${KERNEL_NAME}/logo-svg.svg`,
      handle: () => ({ status: 200, headers: { "content-type": "image/svg+xml" }, body: kernelLogo }),
    },
    { method: "GET", pattern: "/api/kernels", handle: () => json(kernels.list().map((kernel) => kernel.model)) },
    {
      method: "POST",
      pattern: "/api/kernels",
      handle: async ({ readJson }) => {
        const body = await readJson();
        const kernel = await kernels.start(
          readText(body, "name") ?? KERNEL_NAME,
          await folderOf(readText(body, "path") ?? ""),
        );
        return {
          ...json(kernel.model, 201),
          headers: { ...json(null).headers, location: `/api/kernels/${kernel.id}` },
        };
      },
    },
    { method: "GET", pattern: "/api/kernels/:id", handle: ({ params }) => json(kernels.get(params.id).model) },
    {
      method: "DELETE",
      pattern: "/api/kernels/:id",
      handle: async ({ params }) => {
        await kernels.shutdown(params.id);
        return noContent();
      },
    },
    {
      method: "POST",
      pattern: "/api/kernels/:id/interrupt",
      handle: async ({ params }) => {
        await orExplain(kernels.get(params.id).interrupt());
        return noContent();
      },
    },
    {
      method: "POST",
      pattern: "/api/kernels/:id/restart",
      handle: async ({ params }) => {
        const kernel = kernels.get(params.id);
        await orExplain(kernel.restart());
        return json(kernel.model);
      },
    },
  ];
}

/** A kernel that does not do as it is told is no failure of the host's. */
async function orExplain(action: Promise<void>): Promise<void> {
  await action.catch((cause: unknown) => {
    const isKernels = cause instanceof KernelStartError || cause instanceof KernelRequestError;
    throw isKernels ? new HttpError(503, cause.message, { cause }) : cause;
  });
}
