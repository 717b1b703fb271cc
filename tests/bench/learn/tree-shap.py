import numpy as np
import shap

explainers = {}


def explainer(arrays, variant):
    """Of our trees: the shap package takes trees of any library as arrays. Making it is not timed."""
    key = (id(arrays), variant)
    if key not in explainers:
        ends = np.cumsum(arrays[variant + "Nodes"])
        trees = [tree(arrays, variant, start, end) for start, end in zip(np.append(0, ends[:-1]), ends)]
        explainers[key] = shap.TreeExplainer({"trees": trees}, feature_perturbation="tree_path_dependent")
    return explainers[key]


def tree(arrays, variant, start, end):
    part = {name: arrays[variant + name][start:end] for name in ["Feature", "Right", "Threshold", "Value", "Weight"]}
    leaves = part["Right"] < 0
    # A left child follows its parent.
    left = np.where(leaves, -1, np.arange(len(leaves)) + 1)
    return {
        "children_left": left,
        "children_right": part["Right"],
        "children_default": left,
        "features": part["Feature"],
        "thresholds": part["Threshold"],
        "values": part["Value"][:, None],
        "node_sample_weight": part["Weight"],
    }


def run(arrays, variant):
    values = explainer(arrays, variant).shap_values(arrays[variant + "Rows"], check_additivity=False)
    # A forest is the mean of its trees.
    return {"values": values / (len(arrays["forestNodes"]) if variant == "forest" else 1)}
