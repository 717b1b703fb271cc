import statsmodels.api as sm
from sklearn.linear_model import LinearRegression, Ridge


def run(arrays, variant):
    X, y = arrays["X"], arrays["y"]
    if variant == "standard errors":
        return {"standardErrors": sm.OLS(y, sm.add_constant(X)).fit().bse}
    model = LinearRegression() if variant == "least squares" else Ridge(alpha=10)
    return {"coef": model.fit(X, y).coef_}
