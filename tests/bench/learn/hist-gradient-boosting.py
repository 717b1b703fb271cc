from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score


def fit(arrays, variant):
    if variant == "numbers":
        return HistGradientBoostingRegressor(early_stopping=False).fit(arrays["X"], arrays["values"])
    y = arrays["y"] if variant == "two classes" else arrays["three"]
    return HistGradientBoostingClassifier(early_stopping=False).fit(arrays["X"], y)


def run(arrays, variant):
    fit(arrays, variant)
    return {}


def reference(arrays, variant):
    model, X = fit(arrays, variant), arrays["XTest"]
    if variant == "numbers":
        return {"r2": r2_score(arrays["valuesTest"], model.predict(X))}
    if variant == "two classes":
        return {"auc": roc_auc_score(arrays["yTest"], model.predict_proba(X)[:, 1])}
    return {"accuracy": accuracy_score(arrays["threeTest"], model.predict(X))}
