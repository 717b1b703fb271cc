from sklearn.svm import SVC

params = {"rbf": {}, "linear": {"kernel": "linear"}, "probabilities": {"probability": True}, "three classes": {}}


def run(arrays, variant):
    X = arrays["X"]
    y = arrays["three"] if variant == "three classes" else arrays["y"]
    model = SVC(**params[variant]).fit(X, y)
    return {"decisions": model.decision_function(X[:500])}
