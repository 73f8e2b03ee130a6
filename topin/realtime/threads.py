"""Where sockets ask the database: a few threads, each with a connection of its own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

COUNT = 8
_executor = ThreadPoolExecutor(COUNT, thread_name_prefix="database")


async def in_thread(function, *args):
    """Runs a function that blocks (PostgreSQL, Valkey) without stopping the other sockets."""
    return await asyncio.get_running_loop().run_in_executor(_executor, function, *args)
