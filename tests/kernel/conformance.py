"""Jupyter's own kernel test suite (package jupyter_kernel_test), pointed at the kernelspec below JUPYTER_PATH."""

import unittest

import jupyter_kernel_test


class UlmKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "ulm"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_display_data = [
        {"code": 'display.html("<b>x</b>")', "mime": "text/html"},
        {"code": 'display.markdown("**x**")', "mime": "text/markdown"},
    ]
    code_generate_error = 'throw new Error("on purpose")'
    code_inspect_sample = "console.log"
    code_clear_output = "display.clear()"
    completion_samples = [{"text": "conso", "matches": {"console"}}]
    complete_code_samples = ["1", "const a = { b: 1 };"]
    incomplete_code_samples = ["function f() {", "const a = ["]
    invalid_code_samples = ["const = 1"]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6*"


if __name__ == "__main__":
    unittest.main()
