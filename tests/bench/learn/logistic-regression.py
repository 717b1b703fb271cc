import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression


def run(arrays, variant):
    X, y = arrays["X"], arrays["y"]
    if variant == "l2":
        # Its default solver and tolerance: coefficients agree to about 1e-4.
        return {"coef": LogisticRegression().fit(X, y).coef_}
    return {"standardErrors": sm.Logit(y, sm.add_constant(X)).fit(disp=0).bse}
