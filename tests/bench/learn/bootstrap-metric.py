import numpy as np
from sklearn.metrics import roc_auc_score


def run(arrays, variant):
    y, scores = arrays["y"], arrays["scores"]
    rng = np.random.default_rng(0)
    values = []
    for _ in range(200):
        rows = rng.integers(0, len(y), len(y))
        values.append(roc_auc_score(y[rows], scores[rows]))
    return {"standardError": np.array([np.std(values, ddof=1)])}
