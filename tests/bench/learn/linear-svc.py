from sklearn.svm import LinearSVC


def run(arrays, variant):
    model = LinearSVC(loss=variant, C=0.1, dual="auto", random_state=0).fit(arrays["X"], arrays["y"])
    return {"coef": model.coef_}
