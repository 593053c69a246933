"""Finds the pipelines that these are made of."""

import importlib.util
import pathlib
import sys

forms = pathlib.Path(__file__).parent.parent / "forms" / "base.py"
spec = importlib.util.spec_from_file_location("forms_base", forms)
module = importlib.util.module_from_spec(spec)
sys.path.insert(0, str(forms.parent.parent))
spec.loader.exec_module(module)
Form, counting, at_least_once = module.Form, module.counting, module.at_least_once
