from sklearn.metrics import r2_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

params = {"depth 6": {"max_depth": 6}, "full": {}, "numbers": {}}


def fit(arrays, variant):
    if variant == "numbers":
        return DecisionTreeRegressor(**params[variant]).fit(arrays["X"], arrays["values"])
    return DecisionTreeClassifier(**params[variant]).fit(arrays["X"], arrays["y"])


def run(arrays, variant):
    fit(arrays, variant)
    return {}


def reference(arrays, variant):
    model, X = fit(arrays, variant), arrays["XTest"]
    if variant == "numbers":
        return {"r2": r2_score(arrays["valuesTest"], model.predict(X))}
    return {"auc": roc_auc_score(arrays["yTest"], model.predict_proba(X)[:, 1])}
