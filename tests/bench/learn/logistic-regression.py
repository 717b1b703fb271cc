import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression


def labels(arrays, variant):
    return arrays["three"] if variant == "three classes" else arrays["y"]


def run(arrays, variant):
    X = arrays["X"]
    if variant == "standard errors":
        return {"standardErrors": sm.Logit(arrays["y"], sm.add_constant(X)).fit(disp=0).bse}
    return {"coef": LogisticRegression().fit(X, labels(arrays, variant)).coef_}


def reference(arrays, variant):
    if variant == "standard errors":
        return run(arrays, variant)
    # lbfgs stops at 1e-4 by default.
    exact = LogisticRegression(solver="newton-cholesky", tol=1e-10)
    return {"coef": exact.fit(arrays["X"], labels(arrays, variant)).coef_}
