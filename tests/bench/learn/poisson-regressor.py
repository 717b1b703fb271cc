import statsmodels.api as sm
from sklearn.linear_model import PoissonRegressor


def run(arrays, variant):
    X, y = arrays["X"], arrays["y"]
    if variant == "standard errors":
        return {"standardErrors": sm.GLM(y, sm.add_constant(X), family=sm.families.Poisson()).fit().bse}
    return {"coef": PoissonRegressor(alpha=0.1, solver="newton-cholesky", tol=1e-8).fit(X, y).coef_}
