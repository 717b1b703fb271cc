from sklearn.cluster import KMeans


def run(arrays, variant):
    X = arrays["X"]
    if variant == "k-means++":
        return {"inertia": KMeans(n_clusters=8, random_state=0).fit(X).inertia_}
    return {"inertia": KMeans(n_clusters=8, init=X[:8], n_init=1).fit(X).inertia_}
