from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score


def fit(arrays):
    return HistGradientBoostingClassifier(early_stopping=False).fit(arrays["X"], arrays["y"])


def run(arrays, variant):
    fit(arrays)
    return {}


def reference(arrays, variant):
    return {"auc": roc_auc_score(arrays["yTest"], fit(arrays).predict_proba(arrays["XTest"])[:, 1])}
