import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression


def run(arrays, variant):
    X, y = arrays["X"], arrays["y"]
    if variant == "l2":
        return {"coef": LogisticRegression().fit(X, y).coef_}
    return {"standardErrors": sm.Logit(y, sm.add_constant(X)).fit(disp=0).bse}


def reference(arrays, variant):
    if variant != "l2":
        return run(arrays, variant)
    # lbfgs stops at 1e-4 by default.
    return {"coef": LogisticRegression(solver="newton-cholesky", tol=1e-10).fit(arrays["X"], arrays["y"]).coef_}
