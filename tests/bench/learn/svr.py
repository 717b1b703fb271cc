from sklearn.svm import SVR


def run(arrays, variant):
    SVR(kernel=variant).fit(arrays["X"], arrays["y"])
    return {}


def reference(arrays, variant):
    return {"predicted": SVR(kernel=variant).fit(arrays["X"], arrays["y"]).predict(arrays["X"])}
