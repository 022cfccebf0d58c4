"""Small notebooks that stand in the place of those that are shipped."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = {
    "plan_period": 'province = ""\nperiod = ""  # plan period',
    "decade": 'province = ""\nperiod = ""  # span of plan periods',
    "country": 'period = ""  # plan period',
}
"""What the notebook of each kind of report takes, besides languages and data."""
OTHERS = 'languages = "en"\ndata = ""'
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}


def notebook(
    *sources: str, kind: str = "plan_period", others: str = OTHERS
) -> nbformat.NotebookNode:
    """A notebook whose code cells, after that of the parameters, are the sources."""
    parameters = f"{PARAMETERS[kind]}\n{others}"
    first = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    rest = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    cells = [first, new_markdown_cell("## Section"), *rest]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
