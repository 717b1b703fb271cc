"""Runs a cell that calls process.exit under jupyter_client's restarter; prints what a client sees, as JSON."""

import asyncio
import json

from jupyter_client.ioloop import AsyncIOLoopKernelManager


async def run(client, code):
    texts = []
    reply = await client.execute_interactive(
        code, timeout=60, output_hook=lambda message: texts.append(message["content"].get("text", ""))
    )
    return {"status": reply["content"]["status"], "ename": reply["content"].get("ename"), "printed": "".join(texts)}


async def main():
    manager = AsyncIOLoopKernelManager(kernel_name="ulm")
    await manager.start_kernel()
    restarted = asyncio.Event()
    manager.add_restart_callback(restarted.set)
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    before = await run(client, "var kept = 1; console.log('before'); process.exit(3)")
    await asyncio.wait_for(restarted.wait(), 60)
    await client.wait_for_ready(timeout=60)
    after = await run(client, "console.log(typeof (globalThis as any).kept)")
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    print(json.dumps({"before": before, "after": after}))


asyncio.run(main())
