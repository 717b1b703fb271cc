from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

params = {"depth 6": {"max_depth": 6}, "full": {}}


def run(arrays, variant):
    DecisionTreeClassifier(**params[variant]).fit(arrays["X"], arrays["y"])
    return {}


def reference(arrays, variant):
    model = DecisionTreeClassifier(**params[variant]).fit(arrays["X"], arrays["y"])
    return {"auc": roc_auc_score(arrays["yTest"], model.predict_proba(arrays["XTest"])[:, 1])}
