from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import r2_score, roc_auc_score


def fit(arrays, variant):
    if variant == "classes":
        return RandomForestClassifier(n_jobs=2).fit(arrays["X"], arrays["y"])
    return RandomForestRegressor(20, n_jobs=2).fit(arrays["X"], arrays["values"])


def run(arrays, variant):
    fit(arrays, variant)
    return {}


def reference(arrays, variant):
    model = fit(arrays, variant)
    if variant == "classes":
        return {"auc": roc_auc_score(arrays["yTest"], model.predict_proba(arrays["XTest"])[:, 1])}
    return {"r2": r2_score(arrays["valuesTest"], model.predict(arrays["XTest"]))}
